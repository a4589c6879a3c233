/** An object's own property; `undefined` where it has none of this name, or its getter throws. */
export const own = (value: object, name: string): unknown => {
  try {
    return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined
  } catch {
    return undefined // as if it were not there: the rest of the object is still good
  }
}

/** The names of an object's own properties; none where it does not let them be seen. */
export const ownNames = (value: object): readonly string[] => {
  try {
    return Object.keys(value)
  } catch {
    return [] // a Proxy that throws: as if there were nothing
  }
}
