import type { NodeAPI, NodeMessageInFlow } from 'node-red'
import { type Reader, readSafely } from '../event/path'
import { compileProperty, type PropertySteps } from '../event/property'
import { isEnvironmentVariable } from '../saved/environment-variable'

/** Compiles a message property, with or without `msg.`; `undefined` where it is none, or an environment variable that is not set. */
export const propertyReader = (RED: NodeAPI, property: string): Reader | undefined => {
  if (isEnvironmentVariable(property.trim())) return undefined
  try {
    const steps = RED.util.normalisePropertyExpression(property.replace(/^msg\./, '')) as PropertySteps
    return compileProperty(steps) ?? readSafely((msg): unknown => RED.util.getMessageProperty(msg as NodeMessageInFlow, property))
  } catch {
    return undefined // not a property expression: its node is broken and says so
  }
}
