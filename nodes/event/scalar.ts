/** The text of a value that is one: text, number, boolean; `undefined` for objects, lists and nothing. */
export const scalarText = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : undefined
}
