import { readerLocale } from './locale'

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60]
] as const

/** How far a time is from now, in the reader's language: "2 hours ago", "in 25 seconds", "now". */
export const fromNow = (time: string, now: number): string => {
  const seconds = Math.round((Date.parse(time) - now) / 1000)
  if (Number.isNaN(seconds)) return time
  const [unit, length] = units.find(([, long]) => Math.abs(seconds) >= long) ?? ['second', 1]
  return new Intl.RelativeTimeFormat(readerLocale(), { numeric: 'auto' }).format(Math.trunc(seconds / length), unit)
}

/** A time in the reader's language and zone; what is no time as it is. */
export const inFull = (time: string): string => {
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return time
  return new Intl.DateTimeFormat(readerLocale(), { dateStyle: 'medium', timeStyle: 'medium' }).format(date)
}
