import { type Reader, readSafely } from './path'

/**
 * The steps of a message property, as Node-RED's `normalisePropertyExpression` answers them. A list among them is a
 * property of the message that has to be looked up first: `payload[msg.topic]`.
 */
export type PropertySteps = readonly (string | number | readonly unknown[])[]

const isKey = (step: PropertySteps[number]): step is string | number => typeof step === 'string' || typeof step === 'number'

/**
 * Compiles a message property once, to be read many times; `undefined` where a step depends on the message. As in
 * Node-RED, and unlike in an event, inherited properties count: the headers of a request are one.
 */
export const compileProperty = (steps: PropertySteps): Reader | undefined => {
  if (!steps.every(isKey)) return undefined
  const [first, ...rest] = steps
  if (first === undefined) return undefined
  const under = (value: unknown, key: string | number): unknown => (value as Readonly<Record<string, unknown>> | null | undefined)?.[key]
  if (rest.length === 0) return readSafely((msg) => under(msg, first))
  return readSafely((msg) => {
    let value = under(msg, first)
    for (const key of rest) value = under(value, key)
    return value
  })
}
