import type { Node, NodeAPI, NodeDef } from 'node-red'
import type { ConfigReading } from './action/saved'
import { readCourier, type SavedCourier } from './courier/config'
import { Courier } from './courier/courier'
import { nodeOf } from './door/node-of'
import { readSettings, type SavedSettings } from './mattermost/settings'
import { Webhook } from './mattermost/webhook'
import { readText } from './saved/text'

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

/** The core `tls-config` node. */
interface TlsNode {
  readonly valid?: boolean
  readonly addTLSOptions?: (options: object) => object
}

/** The core `http proxy` node. */
interface ProxyNode {
  readonly url?: unknown
  readonly noproxy?: unknown
  readonly credentials?: { readonly username?: string; readonly password?: string }
}

/** What its actions read of a config node. */
interface MattermostConfigNode extends Node<Credentials> {
  reading: ConfigReading
}

/** How long a request in flight may still take when the node closes, in ms; Node-RED itself waits 15 s for a close. */
const grace = 5000

export = (RED: NodeAPI): void => {
  const tlsOf = (id: unknown): SavedSettings['tls'] => {
    if (id === undefined || id === '') return {}
    const node = nodeOf(RED, id) as TlsNode | undefined
    if (typeof node?.addTLSOptions !== 'function') return 'missing'
    return node.valid === false ? 'invalid' : node.addTLSOptions({})
  }

  const proxyOf = (id: unknown): SavedSettings['proxy'] => {
    if (id === undefined || id === '') return undefined
    const node = nodeOf(RED, id) as ProxyNode | undefined
    if (node === undefined) return 'missing'
    const { username = '', password = '' } = node.credentials ?? {}
    return { url: readText(node.url), username, password, except: Array.isArray(node.noproxy) ? node.noproxy.map(String) : [] }
  }

  const read = (saved: Saved, { key, accessToken }: Credentials): ConfigReading => {
    const courier = readCourier(saved)
    if (!courier.ok) return courier
    const { server, timeout, displayedUsername } = saved
    const settings = readSettings({ server, timeout, displayedUsername, key, accessToken, tls: tlsOf(saved.tls), proxy: proxyOf(saved.proxy), environment: process.env })
    if (!settings.ok) return settings
    const { passport, visa, outboxLimit } = courier
    const platform = new Webhook(settings.options)
    return {
      ok: true,
      config: { passport, visa, courier: new Courier({ platform, outboxLimit, now: Date.now }) },
      displayedUsername: settings.displayedUsername
    }
  }

  function MattermostConfig(this: MattermostConfigNode, saved: Saved): void {
    RED.nodes.createNode(this, saved)
    // Nothing, whatever its type says, where no credentials are stored.
    const credentials = this.credentials as Credentials | undefined
    const reading = read(saved, credentials ?? {})
    this.reading = reading
    this.on('close', (done: () => void) => {
      if (reading.ok) void reading.config.courier.close(grace).then(done)
      else done()
    })
  }

  RED.nodes.registerType<MattermostConfigNode, Saved, object, Credentials>('mattermost-config', MattermostConfig, {
    credentials: { key: { type: 'password' }, accessToken: { type: 'password' } }
  })
}
