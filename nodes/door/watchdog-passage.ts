import type { Node, NodeAPI, NodeMessage, NodeMessageInFlow } from 'node-red'
import { broken, type WatchdogResult } from '../watchdog/problem'
import type { Finding, Watchdog } from '../watchdog/watchdog'
import type { Say } from './catalogue'
import { CodedError } from './coded-error'
import type { Deploys } from './deploys'
import type { Closing, Send, Taken } from './event-line'
import { partsOf } from './event-part'
import { scopeOf, withPlainRequest } from './event-scope'
import { propertyReader } from './property-reader'
import { type Receivers, receiversOf } from './receivers'
import { wordsOf } from './report'

const ports = ['new', 'update', 'nothing'] as const satisfies Finding['kind'][]

/** A message for one port. */
const through = (port: number, msg: NodeMessage): (NodeMessage | null)[] => ports.map((_, index) => (index === port ? msg : null))

/**
 * Whether what is sent right after this comes to the next nodes. Node-RED delivers it in the next turn of the event loop,
 * and drops it where they were closed before. Nothing comes between that and what is called here.
 */
const arrives = (receivers: Receivers, closing: Closing): Promise<boolean> =>
  new Promise((resolve) => setImmediate(() => resolve(receivers.listen() ?? !closing.isClosed())))

/** What became of a message. */
export type Passed =
  /** `problem`: of the first of its events that could not be sent on. */
  | { readonly kind: 'finished'; readonly problem: CodedError | undefined }
  /** The watchdog was closed meanwhile: the message as it has to be received again. */
  | { readonly kind: 'stopped'; readonly msg: NodeMessageInFlow }

export interface PassageOptions {
  readonly node: Node
  /** Of a message, that its event is in. */
  readonly property: string
  /** Where in it several events are, as saved. */
  readonly split: string
  readonly deploys: Deploys
  readonly say: Say
}

/** Lets messages pass a watchdog: each event goes to the port of what it is. */
export type PassWatchdog = (watchdog: Watchdog, taken: Taken, closing: Closing) => Promise<Passed>

/** Compiles the way of messages past a watchdog. */
export const watchdogPassage = (RED: NodeAPI, { node, property, split, deploys, say }: PassageOptions): WatchdogResult<PassWatchdog> => {
  const read = propertyReader(RED, property)
  if (read === undefined) return broken('CONFIG_INVALID', 'property', { property })
  const partOf = partsOf(RED, property)
  const isInRequest = /^(?:msg\.)?req\b/.test(property)
  const of = `${property}\n${split}`

  /** Sends a message, or tells why it cannot be sent. */
  const trySending = (send: Send, port: number, finding: Finding, make: () => NodeMessageInFlow): CodedError | undefined => {
    try {
      const out = make()
      if (finding.kind !== 'nothing') out.payload = finding.alert
      send(through(port, out))
      return undefined
    } catch (thrown) {
      // With each of several events goes a copy, and one to a second wire, though the first has its alert by then.
      return new CodedError(say('failure.uncopyable', { detail: wordsOf(thrown) }), 'MESSAGE_UNCOPYABLE')
    }
  }

  const pass: PassWatchdog = async (watchdog, { msg: came, send, progress }, closing) => {
    const { payload } = came
    // What is open may not be known yet.
    if (closing.isClosed()) return { kind: 'stopped', msg: came }
    if (Object.hasOwn(came, 'reset')) {
      watchdog.takeBack(payload, Date.now())
      return { kind: 'finished', problem: undefined }
    }
    // Another list than the one that was begun is begun from its beginning.
    if (progress.of !== of) Object.assign(progress, { of, events: 0 })
    const event = read(isInRequest ? withPlainRequest(came) : came)
    const events = watchdog.eventsOf(event)
    const scope = scopeOf(came, event)
    let msg = came
    let problem: CodedError | undefined
    while (progress.events < events.length) {
      if (closing.isClosed()) return { kind: 'stopped', msg }
      const one = events[progress.events]
      const finding = watchdog.look(one, scope, Date.now())
      const port = ports.indexOf(finding.kind)
      const receivers = receiversOf(RED, node, port)
      if (receivers.isOneMissing && deploys.over !== undefined) {
        await Promise.race([deploys.over, closing.closed])
        continue
      }
      const arrival = arrives(receivers, closing)
      const out = msg
      const unsent = trySending(send, port, finding, () => (watchdog.splits ? partOf(out, one, progress.parts, progress.events, events.length) : out))
      problem ??= unsent
      if (!(await arrival) && unsent === undefined) {
        msg = { ...msg, payload }
        continue
      }
      progress.events += 1
      if (finding.kind !== 'nothing' && unsent === undefined) finding.note()
    }
    return { kind: 'finished', problem }
  }
  return { ok: true, value: pass }
}
