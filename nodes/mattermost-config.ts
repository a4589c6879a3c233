import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Node, NodeAPI, NodeDef } from 'node-red'
import { ActionBook } from './action/action-book'
import { carriedOf } from './action/carried'
import { PostComposer } from './action/composer'
import { restore } from './action/kept-message'
import { LiveMessages } from './action/live-messages'
import type { ConfigReading } from './action/saved'
import { verdictOf } from './action/verdict'
import { machineClock } from './courier/clock'
import { type CourierConfig, readCourier, type SavedCourier } from './courier/config'
import { Courier, type Outcome } from './courier/courier'
import { realDisk } from './courier/disk'
import { DiskOutbox } from './courier/disk-outbox'
import { FolderLock } from './courier/folder-lock'
import { folderName } from './courier/folder-name'
import { MemoryOutbox } from './courier/memory-outbox'
import type { Incoming, Outbox } from './courier/outbox'
import { VisaWindow } from './courier/visa-window'
import { FrontDesk } from './action/front-desk'
import { sayIn } from './door/catalogue'
import { Changes } from './door/changes'
import { serveCouriers } from './door/courier-routes'
import { Herald } from './door/herald'
import { nodeOf } from './door/node-of'
import { asError } from './door/report'
import { sayFailure } from './door/say-failure'
import english from './locales/en-US/webhook-action.json'
import type { Receipt } from './mattermost/receipt'
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
  watch: (listener: () => void) => () => void
}

/** A webhook-action as deployed. */
interface ActionNode {
  readonly type?: unknown
  readonly saved?: Readonly<Record<string, unknown>>
}

/** What one deploy hands over to the next. */
interface Handover {
  readonly live: LiveMessages
  readonly memory: MemoryOutbox<Outcome<Receipt>>
  left: readonly Incoming[]
  /** The actions that alerts were taken in of. */
  book: string
}

/** How long a request in flight may still take when the node closes, in ms; Node-RED itself waits 15 s for a close. */
const grace = 5000

export = (RED: NodeAPI): void => {
  const say = sayIn(RED, 'webhook-action', english)
  const errorOf = sayFailure(say)
  const herald = new Herald(RED)
  const handovers = new Map<string, Handover>()
  const desks = new Map<string, FrontDesk>()
  serveCouriers(RED, { all: () => [...desks.values()], of: (id) => desks.get(id) })

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

  const livingAction = (id: string): Readonly<Record<string, unknown>> | undefined => {
    const node = nodeOf(RED, id) as ActionNode | undefined
    return node?.type === 'webhook-action' ? node.saved : undefined
  }

  const folderOf = (id: string): string => {
    const { userDir } = RED.settings as { readonly userDir?: unknown }
    return join(typeof userDir === 'string' ? userDir : join(homedir(), '.node-red'), 'alert-courier', folderName(id))
  }

  const handoverOf = (id: string, folder: string | undefined): Handover => {
    let handover = handovers.get(id)
    if (handover === undefined) {
      handover = { live: new LiveMessages(), memory: new MemoryOutbox(), left: [], book: folder === undefined ? '' : textIn(join(folder, 'actions.json')) }
      handovers.set(id, handover)
    }
    return handover
  }

  function MattermostConfig(this: MattermostConfigNode, saved: Saved): void {
    RED.nodes.createNode(this, saved)
    // Nothing, whatever its type says, where no credentials are stored.
    const credentials = (this.credentials as Credentials | undefined) ?? {}
    const changes = new Changes()
    this.watch = (listener) => changes.watch(listener)

    const openCourier = (config: CourierConfig, platform: Webhook, displayedUsername: string): ConfigReading => {
      const folder = config.outbox === 'disk' ? folderOf(this.id) : undefined
      const handover = handoverOf(this.id, folder)
      let writing: Promise<void> = Promise.resolve()
      const book = new ActionBook(livingAction, handover.book, () => {
        handover.book = book.toString()
        if (folder === undefined) return
        // Needed only for alerts of an action that is gone: where it cannot be written they go out as Cyphon's message.
        writing = writing
          .then(() => realDisk.makeFolder(folder))
          .then(() => realDisk.replace(join(folder, 'actions.json'), handover.book))
          .catch(() => undefined)
      })
      const visa = config.visa === null ? undefined : new VisaWindow(config.visa, machineClock)
      let held: string | null = null
      const onWaiting = (holder: { readonly host: string; readonly pid: number }): void => {
        held = say('log.outbox-in-use', holder)
        this.warn(held)
      }
      const outbox = (): Outbox<Outcome<Receipt>> =>
        folder === undefined
          ? handover.memory
          : new DiskOutbox({
              folder,
              disk: realDisk,
              clock: machineClock,
              lock: (locked, signal) => FolderLock.acquire({ folder: locked, signal, onWaiting }),
              calls: () => visa?.calls() ?? [],
              onChange: () => changes.tell()
            })
      herald.serve(this)
      const courier = new Courier<Receipt>({
        platform,
        verdictOf,
        composer: new PostComposer(book, displayedUsername, randomUUID),
        outbox,
        left: handover.left,
        outboxLimit: config.outboxLimit,
        digestAbove: config.digestAbove,
        expireAfter: config.expireAfter,
        visa,
        clock: machineClock,
        random: Math.random,
        tell: (ended, told) => {
          const { id, action, message } = ended.alert
          const carried = carriedOf(ended, config.passport.name, book.of(action).title)
          const live = handover.live.get(id)
          const known = (): void => {
            handover.live.remove(id)
            told()
          }
          if (live?.finish(carried) === true) {
            known()
            return
          }
          const nobody = (): void => {
            if (carried.ok) this.log(say('log.delivered-late', { id }))
            else this.error(say('log.failed-late', { failure: errorOf(carried.failure).message }))
            known()
          }
          herald.tell(this, { action, carried, msg: () => live?.msg ?? restore(message), told: known, nobody })
        },
        onChange: () => changes.tell(),
        onDamage: (stretches) => this.error(say('log.outbox-damaged', { count: stretches, folder: folder ?? '' })),
        onFault: (error) => this.error(asError(error))
      })
      handover.left = []
      const desk = new FrontDesk({
        id: this.id,
        name: readText(saved.name),
        courier,
        sentenceOf: (failure) => errorOf(failure).message,
        troubleOf: (code) => say('log.outbox-unwritable', { code }),
        held: () => held,
        titleOf: (action) => book.of(action).title,
        newId: randomUUID
      })
      desks.set(this.id, desk)
      this.on('close', (removed: boolean, done: () => void) => {
        changes.end()
        if (desks.get(this.id) === desk) desks.delete(this.id)
        herald.leave(this)
        void courier
          .close(grace)
          .then(async (left) => {
            handover.left = left
            await writing
            const { waiting } = courier.view()
            if (removed && waiting > 0) this.warn(say('log.config-deleted', { count: waiting }))
            else if (left.length > 0) this.error(say('log.outbox-lost', { count: left.length }))
          })
          .then(done)
      })
      return { ok: true, office: { config, courier, book, live: handover.live } }
    }

    const read = (): ConfigReading => {
      const courier = readCourier(saved)
      if (!courier.ok) return courier
      const { server, timeout, displayedUsername } = saved
      const { key, accessToken } = credentials
      const settings = readSettings({ server, timeout, displayedUsername, key, accessToken, tls: tlsOf(saved.tls), proxy: proxyOf(saved.proxy), environment: process.env })
      if (!settings.ok) return settings
      return openCourier(courier.config, new Webhook(settings.options), settings.displayedUsername)
    }
    this.reading = read()
  }

  RED.nodes.registerType<MattermostConfigNode, Saved, object, Credentials>('mattermost-config', MattermostConfig, {
    credentials: { key: { type: 'password' }, accessToken: { type: 'password' } }
  })
}

const textIn = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // there is none yet, or it cannot be read: actions that live are known without it
  }
}
