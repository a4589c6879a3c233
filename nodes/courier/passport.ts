import { readSwitch } from '../saved/switch'

/** Who may have a courier carry out their request. Source: Cyphon's Passport. */
export interface Passport {
  readonly name: string
  /** Any message may use it, also one that no user stands behind. */
  readonly public: boolean
  /** Where not public: the users who may. */
  readonly users: readonly string[]
}

/** Reads a saved Passport; `undefined` where its switch is neither on nor off. */
export const readPassport = (name: unknown, isPublic: unknown, users: unknown): Passport | undefined => {
  const open = readSwitch(isPublic, true)
  if (open === undefined) return undefined
  return { name: typeof name === 'string' ? name : '', public: open, users: Array.isArray(users) ? users.map(String) : [] }
}

/** The user behind a message: `msg.user`, a string or an object with `username`; `null` where there is none. */
export const readUser = (given: unknown): string | null => {
  const name =
    typeof given === 'object' && given !== null && Object.hasOwn(given, 'username')
      ? (given as { readonly username?: unknown }).username
      : given
  return typeof name === 'string' && name.trim() !== '' ? name.trim() : null
}

/** Whether a passport may be used for a user. A message without a user, as an AutoAction, needs a public one. */
export const admits = (passport: Passport, user: string | null): boolean =>
  passport.public || (user !== null && passport.users.includes(user))
