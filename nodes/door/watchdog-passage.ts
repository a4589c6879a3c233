import type { Node, NodeAPI, NodeMessage, NodeMessageInFlow } from 'node-red'
import { broken, type WatchdogProblem, type WatchdogResult } from '../watchdog/problem'
import type { Finding } from '../watchdog/watchdog'
import type { Say } from './catalogue'
import { CodedError } from './coded-error'
import type { Deploys } from './deploys'
import type { Closing, Send, Taken } from './event-line'
import { partsOf } from './event-part'
import { isInRequest, scopeOf, withPlainRequest } from './event-scope'
import { nodeOf } from './node-of'
import type { OpenWatchdog } from './open-watchdog'
import { propertyReader } from './property-reader'
import type { Outputs } from './outputs'
import { wordsOf } from './report'

const ports = ['new', 'update', 'nothing'] as const satisfies Finding['kind'][]

/** A message for one port. */
const through = (port: number, msg: NodeMessage): (NodeMessage | null)[] => ports.map((_, index) => (index === port ? msg : null))

/** What became of a message. */
export type Passed =
  /** `problem`: of the first of its events that could not be sent on. */
  | { readonly kind: 'finished'; readonly problem: CodedError | undefined }
  /** The watchdog was closed meanwhile: the message as it has to be received again. */
  | { readonly kind: 'stopped'; readonly msg: NodeMessageInFlow }

export interface PassageOptions {
  readonly outputs: Outputs
  /** Of a message, that its event is in. */
  readonly property: string
  /** Where in it several events are, as saved. */
  readonly split: string
  readonly deploys: Deploys
  readonly say: Say
  readonly errorOf: (problem: WatchdogProblem) => CodedError
}

/** Lets messages pass a watchdog: each event goes to the port of what it is. */
export type PassWatchdog = (opened: OpenWatchdog, taken: Taken, closing: Closing) => Promise<Passed>

/** Compiles the way of messages past a watchdog. */
export const watchdogPassage = (RED: NodeAPI, { outputs, property, split, deploys, say, errorOf }: PassageOptions): WatchdogResult<PassWatchdog> => {
  const read = propertyReader(RED, property)
  if (read === undefined) return broken('CONFIG_INVALID', 'property', { property })
  const partOf = partsOf(RED, property)
  const isOfRequest = isInRequest(property)
  const of = `${property}\n${split}`

  /** Sends a message, or tells why it cannot be sent. */
  const trySending = (send: Send, port: number, finding: Finding, make: () => NodeMessageInFlow): NodeMessageInFlow | CodedError => {
    try {
      const out = make()
      if (finding.kind !== 'nothing') out.payload = finding.alert
      send(through(port, out))
      return out
    } catch (thrown) {
      // With each of several events goes a copy, and one to a second wire, though the first has its alert by then.
      return new CodedError(say('failure.uncopyable', { detail: wordsOf(thrown) }), 'MESSAGE_UNCOPYABLE')
    }
  }

  /** Sends a message after a deploy to some nodes that were closed when it was sent; others have it, and can change it. */
  const sendAfterDeploy = (msg: NodeMessageInFlow, ids: readonly string[]): void => {
    const copies = ids.map((id) => ({ id, copy: RED.util.cloneMessage(msg) }))
    const receive = (): void => {
      for (const { id, copy } of copies) (nodeOf(RED, id) as Node | undefined)?.receive(copy)
    }
    void (deploys.over ?? Promise.resolve()).then(receive)
  }

  const pass: PassWatchdog = async (opened, { msg: came, send, progress }, closing) => {
    const { payload } = came
    // What is open may not be known yet, nor which sieves there are.
    const now = opened.current()
    if (closing.isClosed() || now === undefined) return { kind: 'stopped', msg: came }
    if (Object.hasOwn(came, 'reset')) {
      opened.takeBack(payload, Date.now())
      await new Promise(setImmediate) // thousands can come at once
      return { kind: 'finished', problem: undefined }
    }
    // Another list than the one that was begun is begun from its beginning.
    if (progress.of !== of) Object.assign(progress, { of, events: 0 })
    if (!now.ok) return { kind: 'finished', problem: errorOf(now.problem) }
    const event = read(isOfRequest ? withPlainRequest(came) : came)
    const { splits } = now.value
    const events = now.value.eventsOf(event)
    let scope = scopeOf(came, event)
    let msg = came
    let problem: CodedError | undefined
    while (progress.events < events.length) {
      // In the middle of a list a deploy can have broken a sieve that it refers to, or given it other rules.
      const current = opened.current()
      if (closing.isClosed() || current === undefined) return { kind: 'stopped', msg }
      if (!current.ok) return { kind: 'finished', problem: problem ?? errorOf(current.problem) }
      const one = events[progress.events]
      const finding = current.value.look(one, scope, Date.now())
      const port = ports.indexOf(finding.kind)
      const receivers = outputs.receivers(port)
      if (receivers.isOneMissing && deploys.over !== undefined) {
        await Promise.race([deploys.over, closing.closed])
        continue
      }
      const arriving = receivers.arrives(() => closing.isClosed())
      const before = msg
      const sent = trySending(send, port, finding, () => (splits ? partOf(before, one, progress.parts, progress.events, events.length) : before))
      const arrival = await arriving
      if (sent instanceof CodedError) {
        problem ??= sent
        progress.events += 1
        continue
      }
      if (arrival.kind === 'none') {
        // It carries the alert by now.
        msg = { ...msg, payload }
        scope = scopeOf(msg, event)
        continue
      }
      if (arrival.kind === 'some') sendAfterDeploy(sent, arrival.missed)
      progress.events += 1
      if (finding.kind !== 'nothing') finding.note()
    }
    return { kind: 'finished', problem }
  }
  return { ok: true, value: pass }
}
