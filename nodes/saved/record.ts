/** Whether a value is an object with named properties. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The objects in a saved list; none in what is no list. */
export const recordsIn = (saved: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(saved) ? (saved as readonly unknown[]).filter(isRecord) : []
