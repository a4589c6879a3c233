import { readNumber } from '../saved/number'

/** Seconds that one request may take: images in a post can take the server 20 s and more. */
const defaultTimeout = 30

/** Reads the seconds that one request may take; `undefined` for what is no time, or over an hour. */
export const readTimeout = (saved: unknown): number | undefined => readNumber(saved, defaultTimeout, 0.001, 3600)
