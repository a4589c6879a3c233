/** Cyphon's levels, worst first. */
export const levels = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO'] as const

export type Level = (typeof levels)[number]

/** The gravest of some levels; `undefined` where there is none. */
export const gravest = (some: readonly (Level | null)[]): Level | undefined => levels.find((level) => some.includes(level))

/** The colour of a level on a post. Source: Cyphon's WebHookHandler. */
export const levelColors: Readonly<Record<Level, string>> = {
  CRITICAL: '#c168a6',
  HIGH: '#d6705c',
  MEDIUM: '#ffc578',
  LOW: '#6ca887',
  INFO: '#80b8d6'
}

/** Reads a level in any case; `undefined` when it is none of the five. */
export const readLevel = (value: unknown): Level | undefined => {
  if (typeof value !== 'string') return undefined
  const upper = value.trim().toUpperCase()
  return levels.find((level) => level === upper)
}
