import { parts } from '../mattermost/parts'
import type { Place, Warning } from '../mattermost/warning'
import { isEnvironmentVariable } from '../saved/environment-variable'
import { isRecord } from '../saved/record'

type Saved = Readonly<Record<string, unknown>>

const isVariable = (value: unknown): value is string => typeof value === 'string' && isEnvironmentVariable(value.trim())

/** What is chosen from a list, or must be read: with the name of a variable in it there would be no message. */
const choices = ['template', 'timeZone'] as const

const withoutNames = (route: Saved): Saved =>
  Object.fromEntries(Object.entries(route).filter(([name, value]) => !isVariable(value) || name === 'channel' || name === 'mention'))

/**
 * An action without environment variables where one must be read, and where it has any: the runtime puts their values
 * in, which not everybody who may look at a flow may know.
 */
export const withoutVariables = (saved: Saved): { readonly saved: Saved; readonly warnings: readonly Warning[] } => {
  const warnings: Warning[] = []
  const warn = (at: Place, value: unknown): void => {
    if (isVariable(value)) warnings.push({ kind: 'variable', at, name: value.trim() })
  }
  for (const part of parts) warn({ kind: 'part', part }, saved[part])
  const fields = Array.isArray(saved.fields) ? (saved.fields as readonly unknown[]) : []
  for (const [index, field] of fields.entries()) {
    if (!isRecord(field)) continue
    warn({ kind: 'field', index, of: 'title' }, field.title)
    warn({ kind: 'field', index, of: 'value' }, field.value)
  }
  for (const choice of choices) warn({ kind: 'choice', of: choice }, saved[choice])
  const given = Array.isArray(saved.routes) ? (saved.routes as readonly unknown[]).filter(isRecord) : []
  for (const route of given) for (const value of Object.values(route)) warn({ kind: 'choice', of: 'routes' }, value)
  const read = Object.fromEntries(choices.map((choice) => [choice, isVariable(saved[choice]) ? '' : saved[choice]]))
  const routes = given.filter(({ level }) => !isVariable(level)).map(withoutNames)
  return { saved: { ...saved, ...read, routes }, warnings }
}
