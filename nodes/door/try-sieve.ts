import type { NodeAPI } from 'node-red'
import { readText } from '../saved/text'
import { broken } from '../sieve/problem'
import { areTooLong, areTooMany, tooMany, trySieve } from '../sieve/trial'
import { TooMuch } from './in-time'
import { propertyReader } from './property-reader'
import { serveTrial } from './try-route'

/** Tells the editor what a sieve would do with a message, as the sieve is in its dialog. */
export const serveTrySieve = (RED: NodeAPI): void =>
  serveTrial(RED, 'sieve', '/alert-courier/try/sieve', ({ id, node, sieves, message }) => {
    const property = node.property === undefined ? 'payload' : readText(node.property)
    const read = propertyReader(RED, property)
    if (read === undefined) return broken('bad-property', property)
    const rules = [node, ...sieves.map(({ saved }) => saved)]
    if (areTooLong(rules, message)) throw new TooMuch()
    if (areTooMany(rules)) return tooMany
    return trySieve({ id, saved: node }, sieves, read(message))
  })
