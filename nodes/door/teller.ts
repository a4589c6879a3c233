import type { Node, NodeAPI, NodeMessageInFlow } from 'node-red'
import type { Carried } from '../action/carried'
import type { Failure } from '../action/failure'
import type { LiveMessage, Settle } from '../action/live-messages'
import type { Say } from './catalogue'
import type { Tiding } from './herald'
import { Outputs } from './outputs'
import { complete, report, wordsOf } from './report'
import { copyWithDispatch, withDispatch } from './with-dispatch'

/** A message that came in, with what its node sends and ends it by. */
export interface Input {
  readonly msg: NodeMessageInFlow
  readonly send: (msg: unknown) => void
  readonly done: (error?: Error) => void
}

export interface TellerOptions {
  readonly RED: NodeAPI
  /** The action. */
  readonly node: Node
  readonly say: Say
  readonly errorOf: (failure: Failure) => Error
  /** Called with each outcome that the flow is told. */
  readonly onTold: (carried: Carried) => void
}

/** What the flow is being told, and who is to know whether that has arrived. */
interface Told {
  readonly carried: Carried
  readonly settle: Settle
}

/** Tells the flow of one action how its alerts ended, and that they are safe. */
export class Teller {
  readonly #options: TellerOptions
  readonly #outputs: Outputs
  /** Tidings that come back in as messages, by the message. */
  readonly #tidings = new WeakMap<object, Told[]>()
  #closed = false

  constructor(options: TellerOptions) {
    this.#options = options
    this.#outputs = new Outputs(options.RED, options.node)
  }

  /** Ends a message with how its alert was carried out. */
  finish({ msg, send, done }: Input, carried: Carried): void {
    const { node, say, errorOf, onTold } = this.#options
    onTold(carried)
    if (!carried.ok) {
      report(node, msg, done, errorOf(carried.failure))
      return
    }
    try {
      send(withDispatch(msg, carried.dispatch))
    } catch (thrown) {
      // To a second wire goes a copy, which not every message can be made of. Delivered it is all the same.
      node.error(say('log.uncopyable', { detail: wordsOf(thrown) }))
    }
    complete(node, done)
  }

  /** A message that is ended later, while its node lives. */
  live(came: Input): LiveMessage {
    return {
      msg: came.msg,
      finish: (carried, settle) => {
        if (this.#closed) return false
        this.#finishLate(came, { carried, settle })
        return true
      }
    }
  }

  /** Brings a tiding into the flow; false where the node has closed. */
  tell({ msg: made, carried }: Tiding, settle: Settle): boolean {
    if (this.#closed) return false
    const msg = made()
    this.#tidings.set(msg, [...(this.#tidings.get(msg) ?? []), { carried, settle }])
    // Only so the flow gets a `send` and `done` that are alive.
    this.#options.node.receive(msg)
    return true
  }

  /** Whether what came in is a tiding, which is told then. */
  takes(came: Input): boolean {
    const waiting = this.#tidings.get(came.msg)
    const told = waiting?.shift()
    if (told === undefined) return false
    if (waiting?.length === 0) this.#tidings.delete(came.msg)
    this.#finishLate(came, told)
    return true
  }

  /**
   * Tells by the second output that an alert is safe: once.
   *
   * @param isKept whether the message itself is kept for its end: what is sent now is a copy of it then
   */
  accept({ msg, send }: Input, id: string, isKept: boolean): void {
    if (this.#closed) return
    const { RED, node, say } = this.#options
    try {
      send([null, isKept ? copyWithDispatch(RED, msg, { id }) : withDispatch(msg, { id })])
    } catch (thrown) {
      node.error(say('log.uncopyable-accepted', { detail: wordsOf(thrown) }))
    }
  }

  close(): void {
    this.#closed = true
  }

  #finishLate(came: Input, { carried, settle }: Told): void {
    const receivers = carried.ok ? this.#outputs.receivers(0) : this.#outputs.catchers()
    void receivers.arrives(() => this.#closed).then(({ kind }) => settle(kind === 'all'))
    this.finish(came, carried)
  }
}
