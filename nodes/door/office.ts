import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Node } from 'node-red'
import type { Office } from '../action/action'
import { ActionBook } from '../action/action-book'
import { BookFile } from '../action/book-file'
import { carriedOf } from '../action/carried'
import { PostComposer } from '../action/composer'
import { FrontDesk } from '../action/front-desk'
import { restore } from '../action/kept-message'
import { LiveMessages } from '../action/live-messages'
import { verdictOf } from '../action/verdict'
import { machineClock } from '../courier/clock'
import type { CourierConfig } from '../courier/config'
import { Courier } from '../courier/courier'
import { realDisk } from '../courier/disk'
import { DiskOutbox, type TakeHold } from '../courier/disk-outbox'
import { FolderLock, type LockOptions } from '../courier/folder-lock'
import { MemoryOutbox } from '../courier/memory-outbox'
import { both, type Ended, type Left, nothingLeft, type Outbox } from '../courier/outbox'
import type { Outcome } from '../courier/outcome'
import { hasSegments } from '../courier/segment-file'
import { VisaWindow } from '../courier/visa-window'
import type { Receipt } from '../mattermost/receipt'
import type { Webhook } from '../mattermost/webhook'
import type { Say } from './catalogue'
import type { Herald } from './herald'
import { asError } from './report'
import { sayFailure } from './say-failure'

/** What one deploy hands over to the next. */
export class Handover {
  readonly live = new LiveMessages()
  readonly memory = new MemoryOutbox<Outcome<Receipt>>()
  left: Left<Outcome<Receipt>> = nothingLeft
  /** The actions that alerts were taken in of. */
  book = ''
}

export interface OfficeOptions {
  /** The config node. */
  readonly node: Node
  readonly config: CourierConfig
  readonly platform: Webhook
  /** The name on posts that have no other. */
  readonly displayedUsername: string
  /** Of the outbox on disk. */
  readonly folder: string
  readonly handover: Handover
  readonly herald: Herald
  /** An action as it is now. */
  readonly living: (id: string) => Readonly<Record<string, unknown>> | undefined
  readonly say: Say
  readonly onChange: () => void
}

/** An open courier with all that belongs to it. */
export interface OpenOffice {
  readonly office: Office
  readonly desk: FrontDesk
  /** @param removed whether the config was deleted or disabled */
  close(removed: boolean): Promise<void>
}

/** How long a request in flight may still take when the node closes, in ms; Node-RED itself waits 15 s for a close. */
const grace = 5000

/** Opens a config's courier: puts its parts together, in a deploy after others with what those handed over. */
export const openOffice = (options: OfficeOptions): OpenOffice => {
  const { node, config, platform, displayedUsername, folder, handover, herald, living, say, onChange } = options
  // What waits in the folder is delivered first, where it was on disk until now: from then on, at the next start or deploy.
  const isOnDisk = config.outbox === 'disk' || hasSegments(join(folder, 'waiting'))
  if (isOnDisk && config.outbox !== 'disk') node.warn(say('log.outbox-still-on-disk', { folder }))
  // And the other way round.
  const before = isOnDisk ? both(handover.left, handover.memory.empty()) : handover.left
  const sentenceOf = sayFailure(say)
  const file = new BookFile(join(folder, 'actions.json'), realDisk)
  const book = new ActionBook(living, handover.book, (text) => {
    handover.book = text
    file.write(text)
  })
  const visa = config.visa === null ? undefined : new VisaWindow(config.visa, machineClock)
  let otherHolder: string | null = null
  const onWaiting: LockOptions['onWaiting'] = (holder) => {
    otherHolder = holder === undefined ? say('log.outbox-in-use-unnamed') : say('log.outbox-in-use', { host: holder.host, pid: holder.pid })
    node.warn(otherHolder)
  }
  const lock: TakeHold = async (locked, signal) => {
    const attempt = await FolderLock.acquire({ folder: locked, signal, onWaiting })
    // Not before: what another process notes meanwhile would be lost.
    if (attempt.kind === 'held') book.recall(await file.open(attempt.lock))
    return attempt
  }
  const outbox = (onTrouble: () => void): Outbox<Outcome<Receipt>> =>
    isOnDisk
      ? new DiskOutbox({
          folder,
          disk: realDisk,
          clock: machineClock,
          lock,
          // Else there always were something left in the folder.
          calls: () => (config.outbox === 'disk' ? (visa?.calls() ?? []) : []),
          onChange: () => {
            onTrouble()
            onChange()
          }
        })
      : handover.memory

  const tell = (ended: Ended<Outcome<Receipt>>, told: () => void): void => {
    const { id, action, message } = ended.alert
    const carried = carriedOf(ended, config.passport.name, book.of(action))
    const live = handover.live.get(id)
    const known = (): void => {
      handover.live.remove(id)
      told()
    }
    const nobody = (): void => {
      if (carried.ok) node.log(say('log.delivered-late', { id }))
      else node.error(say('log.failed-late', { failure: sentenceOf(carried.failure).message }))
      known()
    }
    herald.tell(node, { action, carried, finish: (settle) => live?.finish(carried, settle) === true, msg: () => live?.msg ?? restore(message), told: known, nobody })
  }

  herald.serve(node)
  const courier = new Courier<Receipt>({
    platform,
    verdictOf,
    composer: new PostComposer(book, displayedUsername, randomUUID),
    outbox,
    left: before,
    outboxLimit: config.outboxLimit,
    digestAbove: config.digestAbove,
    expireAfter: config.expireAfter,
    visa,
    clock: machineClock,
    random: Math.random,
    tell,
    onChange,
    onDamage: (count) => node.error(say('log.outbox-damaged', { count, folder })),
    onFault: (error) => node.error(asError(error))
  })
  handover.left = nothingLeft
  const desk = new FrontDesk({
    id: node.id,
    name: config.passport.name,
    courier,
    sentenceOf: (failure) => sentenceOf(failure).message,
    troubleOf: ({ kind, code }) => say(kind === 'taken over' ? 'log.outbox-taken-over' : `log.outbox-${kind}`, { code }),
    otherHolder: () => otherHolder,
    titleOf: (action) => book.of(action).title,
    newId: randomUUID
  })
  return {
    office: { config, courier, book, live: handover.live },
    desk,
    async close(removed) {
      herald.leave(node)
      // Whether what the flow was told right before has arrived: it is noted while the outbox is open, or told by the courier that follows.
      await new Promise(setImmediate)
      // While the folder is ours.
      await file.settled()
      const left = await courier.close(grace)
      handover.left = left
      const { waiting } = courier.view()
      const isKept = isOnDisk && left.waiting.length === 0
      if (removed && waiting > 0) node.warn(say(isKept ? 'log.config-deleted' : 'log.config-deleted-memory', { count: waiting }))
      else if (left.waiting.length > 0) node.error(say('log.outbox-lost', { count: left.waiting.length }))
    }
  }
}
