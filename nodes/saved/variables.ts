import { isEnvironmentVariable } from './environment-variable'
import { isRecord } from './record'

/** Answers the value of an environment variable; `undefined` where it has none. */
export type ValueOf = (name: string) => unknown

/** Deeper than any node's properties: groups in groups are as deep as they may be long before. */
const deepest = 400

/**
 * A node's saved properties as the node gets them when its flow starts: with the values of the environment variables that
 * are written in them. One that has none stays as it is.
 *
 * Source: `mapEnvVarProperties` of Node-RED's runtime.
 *
 * @param onMissing called with the name of each that has no value
 */
export const withVariables = (saved: unknown, valueOf: ValueOf, onMissing: (name: string) => void, depth = 0): unknown => {
  if (typeof saved === 'string') {
    if (!isEnvironmentVariable(saved)) return saved
    const name = saved.slice(2, -1)
    const value = valueOf(name)
    if (value === undefined) onMissing(name)
    return value === undefined ? saved : value
  }
  if (depth > deepest) return saved
  if (Array.isArray(saved)) return (saved as readonly unknown[]).map((one) => withVariables(one, valueOf, onMissing, depth + 1))
  if (!isRecord(saved)) return saved
  return Object.fromEntries(Object.entries(saved).map(([name, value]) => [name, withVariables(value, valueOf, onMissing, depth + 1)]))
}
