import { randomBytes } from 'node:crypto'

/** Mattermost's own z-base-32, in lower case ("Mattermost 11.6 model/utils.go", `NewId`). */
const alphabet = 'ybndrfg8ejkmcpqxot1uwisza345h769'

/** Length of every id: webhook keys, posts, requests, users ("Mattermost 11.6 model/utils.go", `IsValidId`). */
const length = 26

/** A new id as Mattermost makes them: 26 characters of its alphabet. */
export const newId = (): string => Array.from(randomBytes(length), (byte) => alphabet.charAt(byte % 32)).join('')
