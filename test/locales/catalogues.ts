import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const packageName = '@alert-courier/node-red-mattermost'

const folder = join(__dirname, '..', '..', 'nodes', 'locales')

/** The language that the others are translated from. */
export const original = 'en-US'

export const languages: readonly string[] = readdirSync(folder)
  .filter((name) => name !== original)
  .sort()

/** The node sets, each of which has a catalogue and a help. */
export const sets: readonly string[] = readdirSync(join(folder, original))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .sort()

interface Nested {
  readonly [key: string]: string | Nested
}

const flat = (nested: Nested, above = ''): readonly (readonly [string, string])[] =>
  Object.entries(nested).flatMap(([name, value]) => (typeof value === 'string' ? [[`${above}${name}`, value] as const] : flat(value, `${above}${name}.`)))

/** The strings of a node set by their full keys. */
export const stringsOf = (language: string, set: string): ReadonlyMap<string, string> =>
  new Map(flat(JSON.parse(readFileSync(join(folder, language, `${set}.json`), 'utf8')) as Nested))

/** The help of a node set, as HTML. */
export const helpOf = (language: string, set: string): string => readFileSync(join(folder, language, `${set}.html`), 'utf8')
