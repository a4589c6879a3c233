import type { NodeAPI } from 'node-red'

/** A node set's strings in English, for where Node-RED has no catalogue loaded. */
export interface Catalogue {
  readonly [key: string]: string | Catalogue
}

/** Puts a key of the catalogue into words, `__name__` filled in. */
export type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string

const find = (catalogue: Catalogue, key: string): string => {
  let at: string | Catalogue | undefined = catalogue
  for (const name of key.split('.')) at = typeof at === 'object' ? at[name] : undefined
  return typeof at === 'string' ? at : key
}

/**
 * A node set's runtime strings in the language of the server. Where Node-RED answers with the key itself (no catalogue
 * is loaded, as in its test helper), the English text is used: an error never reads as a key.
 */
export const sayIn = (RED: NodeAPI, set: string, english: Catalogue): Say => (key, params = {}) => {
  const full = `@alert-courier/node-red-mattermost/${set}:${key}`
  const translated: unknown = RED._(full, params)
  if (typeof translated === 'string' && translated !== full && translated !== key) return translated
  return find(english, key).replace(/__(\w+)__/g, (whole, name: string) => String(params[name] ?? whole))
}
