import { isKey, readServer } from '../../mattermost/endpoint'
import { readTimeout } from '../../mattermost/timeout'
import { inWords, isEnvironmentVariable } from '../validator/in-words'
import { type CourierProperties, storedPassword } from './properties'

type Courier = EditorNode<CourierProperties>

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''

/** Whether a text is a whole number from 1, written in digits. */
const counts = (text: string): boolean => /^\d+$/.test(text) && Number(text) >= 1

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
