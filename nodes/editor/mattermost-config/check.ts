import { isKey, readServer } from '../../mattermost/endpoint'
import { readTimeout } from '../../mattermost/timeout'
import { isEnvironmentVariable } from '../../saved/environment-variable'
import { inWords } from '../validator/in-words'
import { type CourierProperties, storedPassword } from './properties'

type Courier = EditorNode<CourierProperties>

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''

/** Whether a text is a whole number from some least on, written in digits. */
const counts = (text: string, least = 1): boolean => /^\d+$/.test(text) && Number(text) >= least

/** Only a node that a flow already holds can have lost its key. */
const isSaved = (courier: Courier): boolean => (RED.nodes.node(courier.id) ?? undefined) !== undefined

/** What to say where there is no key: a saved node had one, and it does not travel with an exported flow. */
export const missingKey = (courier: Courier): string =>
  courier._(isSaved(courier) ? 'problem.key-lost' : 'problem.key-missing')

/** Whether it is known that there is no key: the editor knows of credentials only once it has asked the server. */
const lacksKey = ({ credentials }: Courier): boolean =>
  credentials !== undefined && credentials.has_key !== true && !credentials.key

/**
 * Node-RED validates credentials in the dialog only, so a node that came without its key would look sound in the flow.
 * The list marks the node and not the Server field: the dialog passes over reasons in a list.
 */
export const checkServer = inWords<CourierProperties>(function (value) {
  const reading = readServer(textOf(value))
  if (!reading.ok) return this._(`problem.server-${reading.problem}`)
  return lacksKey(this) ? [missingKey(this)] : true
})

export const checkKey = inWords<CourierProperties>(function (value) {
  const key = textOf(value)
  if (key === '') return missingKey(this)
  return key === storedPassword || isKey(key) || this._('problem.key-form')
})

export const checkTimeout = inWords<CourierProperties>(function (value) {
  return isEnvironmentVariable(textOf(value)) || readTimeout(value) !== undefined || this._('problem.timeout')
})

export const checkCalls = inWords<CourierProperties>(function (value) {
  const text = textOf(value)
  return text === '' || isEnvironmentVariable(text) || counts(text) || this._('problem.calls')
})

/** The interval counts only where there are calls to limit. */
export const checkInterval = inWords<CourierProperties>(function (value) {
  const field = document.querySelector<HTMLInputElement>('#node-config-input-visaCalls')
  if (textOf(field === null ? this.visaCalls : field.value) === '') return true
  const text = textOf(value)
  return isEnvironmentVariable(text) || counts(text) || this._('problem.interval')
})

/** What is not known here is kept, as another version may know it, and marked. */
export const checkOutbox = inWords<CourierProperties>(function (value) {
  const text = textOf(value)
  return ['', 'disk', 'memory'].includes(text) || isEnvironmentVariable(text) || this._('problem.outbox')
})

/** The validator of a whole number from `least` on, whose blank is the default; the sentence says so. */
const whole = (least: number, problem: `problem.${'outbox-limit' | 'digest-above' | 'expire-after'}`): Validate<CourierProperties> =>
  inWords(function (value) {
    const text = textOf(value)
    return text === '' || isEnvironmentVariable(text) || counts(text, least) || this._(problem)
  })

export const checkOutboxLimit = whole(1, 'problem.outbox-limit')

export const checkDigestAbove = whole(0, 'problem.digest-above')

export const checkExpireAfter = whole(1, 'problem.expire-after')
