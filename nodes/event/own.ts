/** An object's own property; `undefined` where it has none of this name, or its getter throws. */
export const own = (value: object, name: string): unknown => {
  try {
    return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined
  } catch {
    return undefined // as if it were not there: the rest of the object is still good
  }
}
