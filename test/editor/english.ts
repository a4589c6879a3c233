import english from '../../nodes/locales/en-US/sieve.json'

/** Says the sentences of the sieve's English catalogue, as the editor does. */
export const say: Say = (key, values = {}) => {
  const found = key.split('.').reduce<unknown>((part, _name, index, names) => {
    // A key of operators has no dots in it, and none is deeper than this.
    return index === 0 ? (english as Readonly<Record<string, unknown>>)[names[0] ?? ''] : (part as Readonly<Record<string, unknown>> | undefined)?.[names.slice(1).join('.')]
  }, undefined)
  if (typeof found !== 'string') throw new Error(`There are no words for ${key}`)
  return found.replace(/__(\w+?)__/g, (whole, name: string) => String(values[name] ?? whole))
}
