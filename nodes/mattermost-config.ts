import { join } from 'node:path'
import type { Node, NodeAPI, NodeDef } from 'node-red'
import type { FrontDesk } from './action/front-desk'
import type { ConfigReading } from './action/saved'
import { readCourier, type SavedCourier } from './courier/config'
import { sayIn } from './door/catalogue'
import { Changes } from './door/changes'
import { serveCouriers } from './door/courier-routes'
import { folderName } from './door/folder-name'
import { Herald, type LivingAction } from './door/herald'
import { proxyOf, tlsOf } from './door/network-nodes'
import { nodeOf } from './door/node-of'
import { Handover, type OpenOffice, openOffice } from './door/office'
import { ownFolder } from './door/own-folder'
import { savedForm } from './door/saved-form'
import { serveTryCourier } from './door/try-courier'
import ownEnglish from './locales/en-US/mattermost-config.json'
import english from './locales/en-US/webhook-action.json'
import { readSettings } from './mattermost/settings'
import { Webhook } from './mattermost/webhook'

interface Saved extends NodeDef, SavedCourier {
  readonly name: string
  readonly server?: unknown
  readonly displayedUsername?: unknown
  readonly timeout?: unknown
  readonly tls?: unknown
  readonly proxy?: unknown
}

interface Credentials {
  readonly key?: string
  readonly accessToken?: string
}

/** What its actions read of a config node, and a trial of it. */
interface MattermostConfigNode extends Node<Credentials> {
  reading: ConfigReading
  /** With environment variables filled in. */
  saved: Saved
  watch: (listener: () => void) => () => void
}

export default (RED: NodeAPI): void => {
  const say = sayIn(RED, 'webhook-action', english)
  const herald = new Herald(RED)
  const handovers = new Map<string, Handover>()
  const desks = new Map<string, FrontDesk>()
  serveCouriers(RED, { all: () => [...desks.values()], of: (id) => desks.get(id) })
  serveTryCourier(RED, sayIn(RED, 'mattermost-config', ownEnglish))

  const handoverOf = (id: string): Handover => {
    const handover = handovers.get(id) ?? new Handover()
    handovers.set(id, handover)
    return handover
  }

  function MattermostConfig(this: MattermostConfigNode, given: Saved): void {
    RED.nodes.createNode(this, given)
    const saved = savedForm(this, 'mattermost-config', given, say)
    this.saved = saved
    // Nothing, whatever its type says, where no credentials are stored.
    const credentials = (this.credentials as Credentials | undefined) ?? {}
    const changes = new Changes()
    this.watch = (listener) => changes.watch(listener)
    let open: OpenOffice | undefined

    const read = (): ConfigReading => {
      const courier = readCourier(saved)
      if (!courier.ok) return courier
      const { server, timeout, displayedUsername } = saved
      const settings = readSettings({ ...credentials, server, timeout, displayedUsername, tls: tlsOf(RED, saved.tls), proxy: proxyOf(RED, saved.proxy), environment: process.env })
      if (!settings.ok) return settings
      open = openOffice({
        node: this,
        config: courier.config,
        platform: new Webhook(settings.options),
        displayedUsername: settings.displayedUsername,
        folder: join(ownFolder(RED), folderName(this.id)),
        handover: handoverOf(this.id),
        herald,
        living: (id) => (nodeOf(RED, id) as LivingAction | undefined)?.saved,
        say,
        onChange: () => changes.tell()
      })
      desks.set(this.id, open.desk)
      return { ok: true, office: open.office }
    }
    this.reading = read()

    this.on('close', (removed: boolean, done: () => void) => {
      changes.end()
      if (open === undefined) {
        done()
        return
      }
      if (desks.get(this.id) === open.desk) desks.delete(this.id)
      void open.close(removed).then(done)
    })
  }

  RED.nodes.registerType<MattermostConfigNode, Saved, object, Credentials>('mattermost-config', MattermostConfig, {
    credentials: { key: { type: 'password' }, accessToken: { type: 'password' } }
  })
}
