import { randomUUID } from 'node:crypto'
import type { Node, NodeAPI, NodeDef, NodeMessage, NodeMessageInFlow } from 'node-red'
import type { Carried } from './action/carried'
import { type ActionReading, type ConfigReading, readAction, type SavedAction } from './action/saved'
import { atDeploy, type Status, statusOf } from './action/status'
import { sayIn } from './door/catalogue'
import { Changes } from './door/changes'
import type { LivingAction } from './door/herald'
import { nodeOf } from './door/node-of'
import { asError, complete, report } from './door/report'
import { serveSamples } from './door/samples'
import { savedForm } from './door/saved-form'
import { sayFailure } from './door/say-failure'
import { type Input, Teller } from './door/teller'
import { serveTryPost } from './door/try-post'
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

interface ActionNode extends Node, LivingAction {
  saved: SavedAction
  tell: NonNullable<LivingAction['tell']>
}

export default (RED: NodeAPI): void => {
  const say = sayIn(RED, 'webhook-action', english)
  const errorOf = sayFailure(say)
  const samples = serveSamples(RED, 'webhook-action')
  serveTryPost(RED)

  function WebhookAction(this: ActionNode, given: Saved): void {
    RED.nodes.createNode(this, given)
    const saved = savedForm(this, 'webhook-action', given, say)
    this.saved = { ...saved, id: this.id }
    const tellsAccepted = Number(saved.outputs) === 2
    const lastMessage = samples.of(this)
    let closed = false
    let shown: string | undefined
    let last: Carried | undefined
    let unwatch = (): void => undefined
    const teller = new Teller({ RED, node: this, say, errorOf, onTold: (carried) => (last = carried) })
    this.tell = (tiding, settle) => teller.tell(tiding, settle)

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
    // Of a line of alerts each could change the status.
    const changes = new Changes()
    changes.watch(refresh)
    current()

    this.on('input', (msg: NodeMessageInFlow, forward, done) => {
      const came: Input = { msg, send: (out) => forward(out as NodeMessage), done }
      if (teller.takes(came)) {
        changes.tell()
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
      try {
        // The courier tells of the change that its outcome makes to the status, no more often than can be read.
        const taking = ready.action.take(teller.live(came), tellsAccepted ? (id, isKept) => teller.accept(came, id, isKept) : undefined)
        if (taking.ok) return
        teller.finish(came, taking)
        changes.tell()
      } catch (thrown) {
        report(this, msg, done, asError(thrown))
      }
    })

    this.on('close', () => {
      closed = true
      teller.close()
      changes.end()
      unwatch()
    })
  }

  RED.nodes.registerType('webhook-action', WebhookAction)
}
