/** A time in milliseconds since the epoch, as people and flows are told it. */
export const iso = (time: number): string => new Date(time).toISOString()
