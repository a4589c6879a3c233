import type { Node, NodeAPI, NodeDef, NodeMessageInFlow } from 'node-red'
import { sayIn } from './door/catalogue'
import { CodedError } from './door/coded-error'
import { LivingSieves } from './door/living-sieves'
import { propertyReader } from './door/property-reader'
import { complete, report, wordsOf } from './door/report'
import { serveSamples } from './door/samples'
import { serveTrySieve } from './door/try-sieve'
import { savedForm } from './door/saved-form'
import english from './locales/en-US/sieve.json'
import { readText } from './saved/text'
import type { Matcher } from './sieve/compile'
import { broken, type Result } from './sieve/problem'
import type { LivingSieve } from './sieve/registry'
import { readGroup, readSieves } from './sieve/rule'

interface Saved extends NodeDef {
  readonly property?: unknown
  readonly logic?: string
  readonly negate?: boolean
  readonly nodes?: unknown
  readonly sieves?: unknown
  readonly outputs?: number | string
}

export default (RED: NodeAPI): void => {
  const sieves = LivingSieves.of(RED)
  const say = sayIn(RED, 'sieve', english)
  const samples = serveSamples(RED, 'sieve')
  serveTrySieve(RED)

  function Sieve(this: Node, given: Saved): void {
    RED.nodes.createNode(this, given)
    const saved = savedForm(this, 'sieve', given, say)
    const last = samples.of(this)
    const property = saved.property === undefined ? 'payload' : readText(saved.property)
    const read = propertyReader(RED, property)
    const tellsOthers = Number(saved.outputs) === 2
    let compiled: Result<Matcher> | undefined
    const living: LivingSieve = {
      id: this.id,
      alias: (this as { readonly _alias?: string })._alias,
      flow: this.z,
      label: saved.name || this.id,
      sieves: readSieves(saved.sieves),
      group:
        read === undefined
          ? broken('bad-property', property)
          : readGroup({ logic: saved.logic, negate: saved.negate, nodes: saved.nodes }),
      take: (result) => {
        // A new node clears what the one before it showed; from then on Status nodes hear of changes only.
        if (compiled?.ok !== result.ok) {
          this.status(result.ok ? {} : { fill: 'red', shape: 'ring', text: say('status.broken') })
        }
        compiled = result
      }
    }
    sieves.add(living)

    this.on('input', (msg: NodeMessageInFlow, send, done) => {
      last.note(msg)
      const sieve = compiled ?? sieves.registry.compile(living)
      if (!sieve.ok) {
        const { reason, detail } = sieve.problem
        report(this, msg, done, new CodedError(say('failure.broken', { why: say(`why.${reason}`, { detail }) }), 'SIEVE_INVALID'))
        return
      }
      const matches = sieve.value(read?.(msg))
      try {
        if (matches) send(msg)
        else if (tellsOthers) send([null, msg])
      } catch (thrown) {
        // To a second wire goes a copy, which not every message can be made of.
        report(this, msg, done, new CodedError(say('failure.uncopyable', { detail: wordsOf(thrown) }), 'MESSAGE_UNCOPYABLE'))
        return
      }
      complete(this, done)
    })

    this.on('close', () => sieves.remove(living))
  }

  RED.nodes.registerType('sieve', Sieve)
}
