import { join } from 'node:path'
import type { Node, NodeAPI, NodeDef, NodeMessageInFlow } from 'node-red'
import { sayIn } from './door/catalogue'
import { Changes } from './door/changes'
import { CodedError } from './door/coded-error'
import { EventHandover, EventLine, type Taken } from './door/event-line'
import { folderName } from './door/folder-name'
import { openWatchdog } from './door/open-watchdog'
import { ownFolder } from './door/own-folder'
import { asError, complete, report } from './door/report'
import { watchdogPassage } from './door/watchdog-passage'
import { WatchdogStatus } from './door/watchdog-status'
import english from './locales/en-US/alert-watchdog.json'
import sieveEnglish from './locales/en-US/sieve.json'
import type { WatchdogProblem } from './watchdog/problem'
import { defaults, savedText, type SavedWatchdog } from './watchdog/saved'

interface Saved extends NodeDef, SavedWatchdog {}

export = (RED: NodeAPI): void => {
  const say = sayIn(RED, 'alert-watchdog', english)
  const saySieve = sayIn(RED, 'sieve', sieveEnglish)
  const handovers = new Map<string, EventHandover>()

  const handoverOf = (id: string): EventHandover => {
    const handover = handovers.get(id) ?? new EventHandover()
    handovers.set(id, handover)
    return handover
  }

  const errorOf = ({ code, reason, params, sieve }: WatchdogProblem): CodedError => {
    const why = sieve === undefined ? '' : saySieve(`why.${sieve.reason}`, { detail: sieve.detail })
    return new CodedError(say(`failure.${reason}`, { ...params, why }), code)
  }

  function AlertWatchdog(this: Node, saved: Saved): void {
    RED.nodes.createNode(this, saved)
    const property = savedText(saved.property, defaults.property)
    const passage = watchdogPassage(RED, property, say)
    const changes = new Changes()
    const status = new WatchdogStatus(this, say)
    const handover = handoverOf(this.id)

    const opened = passage.ok
      ? openWatchdog(saved, {
          id: this.id,
          path: join(ownFolder(RED), 'watchdogs', `${folderName(this.id)}.jsonl`),
          onTrouble: (code) => {
            status.tellTrouble(code)
            changes.tell()
          },
          onInexact: (field) => status.tellInexact(field)
        })
      : passage
    const refresh = (): void => (opened.ok ? status.showOpen(opened.value.open) : status.showProblem(opened.problem))
    changes.watch(refresh)
    refresh()
    if (opened.ok) void opened.value.ready.then(() => changes.tell())

    /** Answers the message that is left where the watchdog was closed meanwhile. */
    const pass = async (taken: Taken, isClosed: () => boolean): Promise<NodeMessageInFlow | undefined> => {
      const { msg, done } = taken
      try {
        if (!passage.ok) throw errorOf(passage.problem)
        if (!opened.ok) throw errorOf(opened.problem)
        await opened.value.ready
        const passed = await passage.value(opened.value.watchdog, taken, isClosed)
        if (passed.kind === 'stopped') return passed.msg
        if (passed.problem !== undefined) throw passed.problem
        complete(this, done)
      } catch (thrown) {
        report(this, msg, done, asError(thrown))
      }
      changes.tell()
      return undefined
    }

    const line = new EventLine({ handover, newId: () => RED.util.generateId(), pass })
    this.on('input', (msg: NodeMessageInFlow, send, done) => line.take(msg, send, done))

    // What the deploy before this one left goes on once there is somebody to send it to.
    const left = handover.waiting.splice(0)
    const goOn = (): void => {
      for (const { msg, progress } of left.splice(0)) {
        handover.resume(msg, progress)
        this.receive(msg)
      }
    }
    if (left.length > 0) RED.events.once('flows:started', goOn)

    this.on('close', (removed: boolean, done: () => void) => {
      changes.end()
      RED.events.removeListener('flows:started', goOn)
      const end = async (): Promise<void> => {
        await line.close()
        handover.waiting.unshift(...left)
        if (removed) {
          handovers.delete(this.id)
          for (const { msg, done: end } of handover.waiting) report(this, msg, end, new CodedError(say('failure.removed'), 'WATCHDOG_REMOVED'))
        }
        if (opened.ok) await opened.value.close()
      }
      void end().then(done)
    })
  }

  RED.nodes.registerType('alert-watchdog', AlertWatchdog)
}
