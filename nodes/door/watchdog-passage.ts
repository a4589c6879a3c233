import type { NodeAPI, NodeMessage, NodeMessageInFlow } from 'node-red'
import { broken, type WatchdogResult } from '../watchdog/problem'
import type { Finding, Watchdog } from '../watchdog/watchdog'
import type { Say } from './catalogue'
import { CodedError } from './coded-error'
import type { Send, Taken } from './event-line'
import { partsOf } from './event-part'
import { scopeOf, withPlainRequest } from './event-scope'
import { propertyReader } from './property-reader'
import { wordsOf } from './report'

const port: Readonly<Record<Finding['kind'], (msg: NodeMessage) => (NodeMessage | null)[]>> = {
  new: (msg) => [msg],
  update: (msg) => [null, msg],
  nothing: (msg) => [null, null, msg]
}

/**
 * Whether what is sent right after this comes to the next node. Node-RED delivers it in the next turn of the event loop,
 * and drops it where flows were closed before. Nothing comes between that and what is called here.
 */
const arrives = (isClosed: () => boolean): Promise<boolean> => new Promise((resolve) => setImmediate(() => resolve(!isClosed())))

/** What became of a message. */
export type Passed =
  /** `problem`: the first of its events that could not be sent on. */
  | { readonly kind: 'finished'; readonly problem: CodedError | undefined }
  /** The watchdog was closed meanwhile: the message as it has to be received again. */
  | { readonly kind: 'stopped'; readonly msg: NodeMessageInFlow }

/** Lets messages pass a watchdog: each event goes to the port of what it is. */
export type PassWatchdog = (watchdog: Watchdog, taken: Taken, isClosed: () => boolean) => Promise<Passed>

/** Compiles the way of messages past a watchdog, whose events are in a property of them. */
export const watchdogPassage = (RED: NodeAPI, property: string, say: Say): WatchdogResult<PassWatchdog> => {
  const read = propertyReader(RED, property)
  if (read === undefined) return broken('CONFIG_INVALID', 'property', { property })
  const partOf = partsOf(RED, property)
  const isInRequest = /^(?:msg\.)?req\b/.test(property)

  /** Sends a message, or tells why it cannot be sent. */
  const trySending = (send: Send, finding: Finding, make: () => NodeMessageInFlow): CodedError | undefined => {
    try {
      const out = make()
      if (finding.kind !== 'nothing') out.payload = finding.alert
      send(port[finding.kind](out))
      return undefined
    } catch (thrown) {
      // To a second wire, and with each of several events, goes a copy, which not every message can be made of.
      return new CodedError(say('failure.uncopyable', { detail: wordsOf(thrown) }), 'MESSAGE_UNCOPYABLE')
    }
  }

  const pass: PassWatchdog = async (watchdog, { msg, send, progress }, isClosed) => {
    const { payload } = msg
    if (Object.hasOwn(msg, 'reset')) {
      watchdog.takeBack(payload)
      return { kind: 'finished', problem: undefined }
    }
    const event = read(isInRequest ? withPlainRequest(msg) : msg)
    const events = watchdog.eventsOf(event)
    const scope = scopeOf(msg, event)
    let problem: CodedError | undefined
    for (const [index, one] of events.entries()) {
      if (index < progress.events) continue
      if (isClosed()) return { kind: 'stopped', msg }
      const finding = watchdog.look(one, scope, Date.now())
      const arrival = arrives(isClosed)
      const unsent = trySending(send, finding, () => (watchdog.splits ? partOf(msg, one, progress.parts, index, events.length) : msg))
      problem ??= unsent
      if (!(await arrival)) return { kind: 'stopped', msg: { ...msg, payload } }
      progress.events += 1
      if (finding.kind !== 'nothing' && unsent === undefined) finding.note()
    }
    return { kind: 'finished', problem }
  }
  return { ok: true, value: pass }
}
