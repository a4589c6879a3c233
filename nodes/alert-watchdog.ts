import { join } from 'node:path'
import type { Node, NodeAPI, NodeDef, NodeMessageInFlow } from 'node-red'
import { sayIn } from './door/catalogue'
import { Changes } from './door/changes'
import { CodedError } from './door/coded-error'
import { Deploys, type GoesOn } from './door/deploys'
import { type Closing, EventLine, type Progress, type Taken } from './door/event-line'
import { folderName } from './door/folder-name'
import { LivingSieves } from './door/living-sieves'
import { openWatchdog } from './door/open-watchdog'
import { ownFolder } from './door/own-folder'
import { Outputs } from './door/outputs'
import { asError, complete, report } from './door/report'
import { sayTemplate } from './door/say-failure'
import { serveSamples } from './door/samples'
import { serveTryWatchdog } from './door/try-watchdog'
import { savedForm } from './door/saved-form'
import { watchdogPassage } from './door/watchdog-passage'
import { WatchdogStatus } from './door/watchdog-status'
import english from './locales/en-US/alert-watchdog.json'
import sieveEnglish from './locales/en-US/sieve.json'
import actionEnglish from './locales/en-US/webhook-action.json'
import { completed } from './watchdog/preset'
import type { WatchdogProblem } from './watchdog/problem'
import { defaults, savedText, type SavedWatchdog } from './watchdog/saved'

interface Saved extends NodeDef, SavedWatchdog {}

export default (RED: NodeAPI): void => {
  const say = sayIn(RED, 'alert-watchdog', english)
  const saySieve = sayIn(RED, 'sieve', sieveEnglish)
  const sayAction = sayIn(RED, 'webhook-action', actionEnglish)
  const samples = serveSamples(RED, 'alert-watchdog')
  serveTryWatchdog(RED)
  const deploys = new Deploys(RED, (lost) => {
    RED.log.warn(say('log.removed', { count: lost.length }))
    // A Catch node that is deployed with the watchdog does not hear of it.
    for (const { end } of lost) end(new CodedError(say('failure.removed'), 'WATCHDOG_REMOVED'))
  })
  const sieves = LivingSieves.of(RED)
  /** How far messages came that their watchdog receives once more. */
  const resumed = new WeakMap<NodeMessageInFlow, Progress>()

  const errorOf = ({ code, reason, params, sieve }: WatchdogProblem): CodedError => {
    const why = sieve === undefined ? '' : saySieve(`why.${sieve.reason}`, { detail: sieve.detail })
    const { problem } = params
    const told = typeof problem === 'string' ? { problem: sayTemplate(sayAction, problem) } : {}
    return new CodedError(say(`failure.${reason}`, { ...params, ...told, why }), code)
  }

  function AlertWatchdog(this: Node, given: Saved): void {
    RED.nodes.createNode(this, given)
    const saved = savedForm(this, 'alert-watchdog', given, say)
    const last = samples.of(this)
    const changes = new Changes()
    const status = new WatchdogStatus(this, say)
    const outputs = new Outputs(RED, this)
    const passage = watchdogPassage(RED, {
      outputs,
      property: savedText(saved.property, defaults.property),
      split: savedText(completed(saved).split),
      deploys,
      say,
      errorOf
    })
    const opened = passage.ok
      ? openWatchdog(saved, {
          id: this.id,
          flow: this.z,
          sieves,
          onSettled: () => refresh(),
          path: join(ownFolder(RED), 'watchdogs', `${folderName(this.id)}.jsonl`),
          onTrouble: (code) => {
            status.tellTrouble(code)
            changes.tell()
          },
          onInexact: (field) => status.tellInexact(field)
        })
      : passage
    const refresh = (): void => {
      const now = opened.ok ? opened.value.current() : opened
      if (now?.ok === false) status.showProblem(now.problem)
      else if (opened.ok) status.showOpen(opened.value.open)
    }
    changes.watch(refresh)
    refresh()
    let isReady = false
    if (opened.ok) {
      void opened.value.ready.then(() => {
        isReady = true
        changes.tell()
      })
    }

    const pass = async (taken: Taken, closing: Closing): Promise<Taken | undefined> => {
      try {
        if (!passage.ok) throw errorOf(passage.problem)
        if (!opened.ok) throw errorOf(opened.problem)
        // Not for each message: a race with what does not end keeps all that was ever in it.
        if (!isReady) await Promise.race([opened.value.ready, closing.closed])
        const passed = await passage.value(opened.value, taken, closing)
        if (passed.kind === 'stopped') return { ...taken, msg: passed.msg }
        taken.end(passed.problem)
      } catch (thrown) {
        taken.end(asError(thrown))
      }
      changes.tell()
      return undefined
    }

    const goesOn: GoesOn = {
      beforeDeploy: () => outputs.beforeDeploy(),
      goOn: (left) =>
        line.goOnWith(() => {
          for (const { msg, progress, end } of left) {
            try {
              resumed.set(msg, progress)
              this.receive(msg)
            } catch (thrown) {
              end(asError(thrown)) // a getter of the message threw; the others go on
            }
          }
        })
    }
    const line = new EventLine({ isHeld: deploys.hasLeft(this.id), pass, onLate: (late) => deploys.leave(this.id, goesOn, [late]) })
    deploys.join(this.id, goesOn)

    this.on('input', (msg: NodeMessageInFlow, send, done) => {
      if (!resumed.has(msg)) last.note(msg)
      const progress = resumed.get(msg) ?? { parts: RED.util.generateId(), of: '', events: 0 }
      resumed.delete(msg) // it can come once more, with another event
      line.take({ msg, send, progress, end: (error) => (error === undefined ? complete(this, done) : report(this, msg, done, error)) })
    })

    this.on('close', (done: () => void) => {
      changes.end()
      const end = async (): Promise<void> => {
        deploys.leave(this.id, goesOn, await line.close())
        if (opened.ok) await opened.value.close()
      }
      void end().finally(done)
    })
  }

  RED.nodes.registerType('alert-watchdog', AlertWatchdog)
}
