/** Reads a text as saved; what is no text is blank. */
export const readText = (saved: unknown): string => (typeof saved === 'string' ? saved : '')
