import { randomUUID } from 'node:crypto'
import type { Node, NodeAPI, NodeDef, NodeMessageInFlow } from 'node-red'
import type { Carried } from './action/action'
import type { Failure } from './action/failure'
import { type ActionReading, type ConfigReading, readAction, type SavedAction } from './action/saved'
import { atDeploy, ended, sending, type Status } from './action/status'
import { sayIn } from './door/catalogue'
import { CodedError } from './door/coded-error'
import { nodeOf } from './door/node-of'
import { asError, complete, report, wordsOf } from './door/report'
import { withDispatch } from './door/with-dispatch'
import english from './locales/en-US/webhook-action.json'

/** What an action sees of its config node. */
interface ConfigNode {
  readonly reading?: ConfigReading
}

interface Saved extends NodeDef, SavedAction {
  readonly id: string
  readonly config?: unknown
}

export = (RED: NodeAPI): void => {
  const say = sayIn(RED, 'webhook-action', english)
  const errorOf = ({ code, reason, params, cause }: Failure): CodedError => {
    const sentence = say(`failure.${reason}`, params)
    // What is not Mattermost's own answer has no request to look for.
    return new CodedError(params.requestId ? `${sentence}${/\?$/.test(sentence) ? '' : '.'} ${say('request', params)}` : sentence, code, cause)
  }

  function WebhookAction(this: Node, saved: Saved): void {
    RED.nodes.createNode(this, saved)
    let closed = false
    let shown: string | undefined

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
        reading = readAction({ ...saved, id: this.id }, config?.reading, { now: Date.now, newId: randomUUID })
        show(atDeploy(reading))
      }
      return reading
    }
    current()

    this.on('input', (msg: NodeMessageInFlow, send, done) => {
      const ready = current()
      if (ready.kind === 'disabled') {
        complete(this, done)
        return
      }
      if (ready.kind === 'invalid') {
        report(this, msg, done, errorOf(ready.failure))
        return
      }
      show(sending)
      const finish = (carried: Carried): void => {
        show(ended(carried))
        if (!carried.ok) {
          const error = errorOf(carried.failure)
          // After a full deploy Node-RED lets nothing of a closed node reach a Catch node: the log is what is left.
          if (closed) this.error(say('log.failed-late', { failure: error.message }))
          report(this, msg, done, error)
          return
        }
        if (closed) this.log(say('log.delivered-late', { id: carried.dispatch.id }))
        try {
          send(withDispatch(msg, carried.dispatch))
        } catch (thrown) {
          // To a second wire goes a copy, which not every message can be made of. Delivered it is all the same.
          this.error(say('log.uncopyable', { detail: wordsOf(thrown) }))
        }
        complete(this, done)
      }
      // Nothing in it throws; if it did, a rejection would end the whole of Node-RED.
      ready.action
        .carryOut(msg as unknown as Readonly<Record<string, unknown>>)
        .then(finish)
        .catch((thrown: unknown) => report(this, msg, done, asError(thrown)))
    })

    this.on('close', () => {
      closed = true
    })
  }

  RED.nodes.registerType('webhook-action', WebhookAction)
}
