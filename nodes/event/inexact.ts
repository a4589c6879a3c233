/**
 * Whether a number has lost digits that its sender wrote: an integer over 2^53. What would be shown is not what the event
 * said, and two that differ can be the same.
 */
export const isInexact = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
