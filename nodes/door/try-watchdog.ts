import { randomUUID } from 'node:crypto'
import type { NodeAPI, NodeMessageInFlow } from 'node-red'
import { isRecord } from '../saved/record'
import { readSieves } from '../sieve/rule'
import { areTooLong, areTooMany, registryOf, tooMany } from '../sieve/trial'
import { compileWatchdog } from '../watchdog/compile-watchdog'
import { explainWatchdog } from '../watchdog/explain'
import { broken, type WatchdogResult } from '../watchdog/problem'
import { defaults, savedText, type SavedWatchdog } from '../watchdog/saved'
import { isInRequest, scopeOf, withPlainRequest } from './event-scope'
import { TooMuch } from './in-time'
import { propertyReader } from './property-reader'
import { serveTrial } from './try-route'

const groupsOf = ({ onlyWhen, resolvedWhen, triggers }: SavedWatchdog): readonly Readonly<Record<string, unknown>>[] =>
  [onlyWhen, resolvedWhen, ...(Array.isArray(triggers) ? (triggers as readonly unknown[]) : [])].filter(isRecord)

const tooManyRules: WatchdogResult<never> = { ok: false, problem: { code: 'SIEVE_INVALID', reason: 'rules', params: {}, sieve: tooMany.problem } }

/** Tells the editor what a watchdog would make of a message, as the watchdog is in its dialog. */
export const serveTryWatchdog = (RED: NodeAPI): void =>
  serveTrial(RED, 'alert-watchdog', '/alert-courier/try/watchdog', ({ id, node, sieves, message }) => {
    const saved: SavedWatchdog = node
    const property = savedText(saved.property, defaults.property)
    const read = propertyReader(RED, property)
    if (read === undefined) return broken('CONFIG_INVALID', 'property', { property })
    const rules = [...groupsOf(saved), ...sieves.map((sieve) => sieve.saved)]
    if (areTooLong(rules, message)) throw new TooMuch()
    if (areTooMany(rules)) return tooManyRules
    const referrer = { flow: '', sieves: readSieves(saved.sieves) }
    const compiled = compileWatchdog(saved, (compileField) => registryOf(sieves).rulesOf(referrer, compileField))
    if (!compiled.ok) return compiled
    // As a message on its way, but that nobody waits for an answer.
    const msg = message as unknown as NodeMessageInFlow
    const event = read(isInRequest(property) ? withPlainRequest(msg) : msg)
    return { ok: true, value: explainWatchdog(compiled.value, event, scopeOf(msg, event), { id, newId: randomUUID, now: Date.now() }) }
  })
