import { randomUUID } from 'node:crypto'
import type { Node, NodeAPI, NodeDef, NodeMessage, NodeMessageInFlow } from 'node-red'
import type { FlowMessage } from './action/flow-message'
import type { Carried } from './action/carried'
import { type ActionReading, type ConfigReading, readAction, type SavedAction } from './action/saved'
import { atDeploy, type Status, statusOf } from './action/status'
import { sayIn } from './door/catalogue'
import type { LivingAction, Settle, Tiding } from './door/herald'
import { nodeOf } from './door/node-of'
import { Outputs } from './door/outputs'
import { asError, complete, report, wordsOf } from './door/report'
import { serveSamples } from './door/samples'
import { savedForm } from './door/saved-form'
import { sayFailure } from './door/say-failure'
import { serveTryPost } from './door/try-post'
import { copyWithDispatch, withDispatch } from './door/with-dispatch'
import english from './locales/en-US/webhook-action.json'

/** What an action sees of its config node. */
interface ConfigNode {
  readonly reading?: ConfigReading
  /** Has a listener called when what can be seen of the courier changes; answers how to end that. */
  readonly watch?: (listener: () => void) => () => void
}

interface Saved extends NodeDef {
  readonly config?: unknown
  readonly outputs?: unknown
}

/** What the flow is being told, and who is to know whether that has arrived. */
interface Told {
  readonly tiding: Tiding
  readonly settle: Settle
}

type Send = (msg: unknown) => void
type Done = (error?: Error) => void

interface ActionNode extends Node, LivingAction {
  saved: SavedAction
  tell: (tiding: Tiding, settle: Settle) => boolean
}

export = (RED: NodeAPI): void => {
  const say = sayIn(RED, 'webhook-action', english)
  const errorOf = sayFailure(say)
  const samples = serveSamples(RED, 'webhook-action')
  serveTryPost(RED)

  function WebhookAction(this: ActionNode, given: Saved): void {
    RED.nodes.createNode(this, given)
    const saved = savedForm(this, 'webhook-action', given, say)
    this.saved = { ...saved, id: this.id }
    const tellsAccepted = Number(saved.outputs) === 2
    const outputs = new Outputs(RED, this)
    /** Tidings that come back in as messages, by the message. */
    const tidings = new WeakMap<object, Told[]>()
    const lastMessage = samples.of(this)
    let closed = false
    let shown: string | undefined
    let last: Carried | undefined
    let unwatch = (): void => undefined

    /** Nothing takes away what the node before it showed, or this one with another config. */
    const show = (status: Status | undefined): void => {
      const text = status === undefined ? '' : say(`status.${status.key}`, status.params)
      if (closed || text === shown) return
      shown = text
      this.status(status === undefined ? {} : { fill: status.fill, shape: status.shape, text })
    }

    let config: ConfigNode | undefined
    let reading: ActionReading | undefined
    // Node-RED rebuilds an action with its config, but not where the config was chosen through an environment variable.
    const current = (): ActionReading => {
      const living = nodeOf(RED, saved.config) as ConfigNode | undefined
      if (reading === undefined || living !== config) {
        config = living
        unwatch()
        reading = readAction(this.saved, config?.reading, randomUUID)
        show(atDeploy(reading))
        unwatch = config?.watch?.(refresh) ?? unwatch
      }
      return reading
    }
    const refresh = (): void => {
      const office = config?.reading
      if (reading?.kind === 'ready' && office?.ok === true) show(statusOf(office.office.courier.view(), last, Date.now()))
    }
    current()

    /** @param settle called when it is known whether that has arrived */
    const finish = (msg: NodeMessageInFlow, send: Send, done: Done, carried: Carried, settle: Settle): void => {
      last = carried
      const receivers = carried.ok ? outputs.receivers(0) : outputs.catchers()
      void receivers.arrives(() => closed).then(({ kind }) => settle(kind === 'all'))
      if (!carried.ok) {
        report(this, msg, done, errorOf(carried.failure))
        return
      }
      try {
        send(withDispatch(msg, carried.dispatch))
      } catch (thrown) {
        // To a second wire goes a copy, which not every message can be made of. Delivered it is all the same.
        this.error(say('log.uncopyable', { detail: wordsOf(thrown) }))
      }
      complete(this, done)
    }

    this.tell = (tiding, settle) => {
      if (closed) return false
      const msg = tiding.msg()
      tidings.set(msg, [...(tidings.get(msg) ?? []), { tiding, settle }])
      // Only so the flow gets a `send` and `done` that are alive.
      this.receive(msg)
      return true
    }

    /** Tells by the second output that an alert is safe: once. */
    const accept = (msg: NodeMessageInFlow, send: Send, id: string): void => {
      if (closed) return
      try {
        send([null, copyWithDispatch(RED, msg, id)])
      } catch (thrown) {
        this.error(say('log.uncopyable-accepted', { detail: wordsOf(thrown) }))
      }
    }

    this.on('input', (msg: NodeMessageInFlow, forward, done) => {
      const send: Send = (out) => forward(out as NodeMessage)
      const come = tidings.get(msg)
      const told = come?.shift()
      if (told !== undefined) {
        if (come?.length === 0) tidings.delete(msg)
        finish(msg, send, done, told.tiding.carried, told.settle)
        refresh()
        return
      }
      lastMessage.note(msg)
      const ready = current()
      if (ready.kind === 'disabled') {
        complete(this, done)
        return
      }
      if (ready.kind === 'invalid') {
        report(this, msg, done, errorOf(ready.failure))
        return
      }
      const live = {
        msg: msg as unknown as FlowMessage,
        // The courier tells of the change that it makes to the status, no more often than can be read.
        finish: (carried: Carried, settle: Settle): boolean => {
          if (closed) return false
          finish(msg, send, done, carried, settle)
          return true
        }
      }
      try {
        const taking = ready.action.take(live, tellsAccepted ? (id) => accept(msg, send, id) : undefined)
        if (taking.ok) return
        finish(msg, send, done, taking, () => undefined)
        refresh()
      } catch (thrown) {
        report(this, msg, done, asError(thrown))
      }
    })

    this.on('close', () => {
      closed = true
      unwatch()
    })
  }

  RED.nodes.registerType('webhook-action', WebhookAction)
}
