import { own, ownNames } from '../event/own'
import { isRecord } from '../saved/record'
import { broken, type WatchdogResult } from './problem'
import { compileField } from './subject'

/** Answers the events that something holds; `undefined` where it is one event itself. Takes a Subject. */
export type Split = (subject: unknown) => readonly unknown[] | undefined

/** An object's own values as events, for sensors that tell all they measure in one: `{ name: 'smoke', value: true }`. */
const namedValues = (value: unknown): readonly unknown[] =>
  isRecord(value) && !ArrayBuffer.isView(value) ? ownNames(value).map((name) => ({ name, value: own(value, name) })) : []

/** Takes a path to a list, or one that ends in `*`: to an object, each of whose values is an event. */
const read = (text: string): { readonly path: string; readonly each: (value: unknown) => readonly unknown[] } => {
  const values = /^(?:(.*)\.)?\*$/.exec(text)
  if (values !== null) return { path: values[1] ?? '', each: namedValues }
  // A dot is the list itself, where a blank is none.
  return { path: text === '.' ? '' : text, each: (value) => (Array.isArray(value) ? (value as readonly unknown[]) : []) }
}

/** Compiles where the events of a message are; `undefined` where it brings one. */
export const compileSplit = (saved: string): WatchdogResult<Split | undefined> => {
  const text = saved.trim()
  if (text === '') return { ok: true, value: undefined }
  const { path, each } = read(text)
  const field = compileField(path, new Set())
  if (!field.ok) return broken('CONFIG_INVALID', 'field', { field: text })
  return {
    ok: true,
    value: (subject) => {
      const events = each(field.read(subject))
      return events.length > 0 ? events : undefined
    }
  }
}
