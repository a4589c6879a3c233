import { readerLocale } from './locale'

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1]
] as const

/** How long something is, in the reader's language, in the longest unit that tells it whole: "90 minutes". */
export const lengthInWords = (seconds: number): string => {
  const [unit, length] = units.find(([, long]) => seconds >= long && seconds % long === 0) ?? (['second', 1] as const)
  return new Intl.NumberFormat(readerLocale(), { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / length)
}
