/** Reads the times of events: no two tools write them alike. */

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/**
 * Where a number since the epoch changes its unit, and what one is in ms: seconds from 1973 on (less is a measurement,
 * not a time), then milliseconds, microseconds and nanoseconds, each until about the year 5138.
 */
const units: readonly (readonly [from: number, ms: number])[] = [
  [1e17, 1e-6],
  [1e14, 1e-3],
  [1e11, 1],
  [1e8, second]
]

const ofEpoch = (value: number): number | undefined => {
  const unit = units.find(([from]) => value >= from)
  return unit === undefined || value >= 1e20 ? undefined : Math.floor(value * unit[1])
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

interface Clock {
  readonly hours: number
  readonly minutes: number
  readonly seconds: number
  /** Of a second. */
  readonly fraction: number
}

const clock = String.raw`(?<h>\d{1,2}):(?<m>\d{2})(?::(?<s>\d{2})(?:[.,](?<f>\d{1,12}))?)?`
// Go writes the name of the zone behind its offset.
const zone = String.raw`\s*(?<z>Z|GMT|UTC|[+-]\d{2}(?::?\d{2})?)?(?:\s+(?<w>[A-Z]{2,5}))?`

const iso = new RegExp(String.raw`^(?<y>\d{4})-(?<mo>\d{2})-(?<d>\d{2})(?:[T ]${clock}${zone})?$`, 'i')
/** `2017 Jan 05 14:11:21`, as old Wazuh and OSSEC. */
const yearFirst = new RegExp(String.raw`^(?<y>\d{4}) (?<mon>[a-z]{3}) +(?<d>\d{1,2}) ${clock}${zone}$`, 'i')
/** `Wed, 16 Jan 2008 18:55:33 GMT`, as mail and HTTP. */
const dayFirst = new RegExp(String.raw`^(?:[a-z]{3}, *)?(?<d>\d{1,2}) (?<mon>[a-z]{3}) (?<y>\d{4}) ${clock}${zone}$`, 'i')
/** `Nov 16 14:55:56`, as syslog by RFC 3164. */
const yearless = new RegExp(String.raw`^(?<mon>[a-z]{3}) +(?<d>\d{1,2}) ${clock}$`, 'i')

type Groups = Readonly<Record<string, string | undefined>>

const clockOf = ({ h, m, s, f }: Groups): Clock => ({
  hours: Number(h ?? 0),
  minutes: Number(m ?? 0),
  seconds: Number(s ?? 0),
  fraction: f === undefined ? 0 : Number(`0.${f}`)
})

/** The zone that is farthest from UTC, in ms. */
const farthest = 14 * hour

/** Of a zone, in ms; without one it is UTC. One that has only a name can be anywhere. */
const offsetOf = ({ z, w }: Groups): number | undefined => {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(z ?? '')
  if (match === null) return z === undefined && w !== undefined && !/^(?:UTC|GMT)$/i.test(w) ? undefined : 0
  const [, sign, hours, minutes] = match
  const offset = Number(hours) * hour + Number(minutes ?? 0) * minute
  return offset > farthest || Number(minutes ?? 0) > 59 ? undefined : (sign === '-' ? -1 : 1) * offset
}

const instant = (year: number, month: number, date: number, { hours, minutes, seconds, fraction }: Clock): number | undefined => {
  if (year < 1970 || month < 0 || month > 11) return undefined
  const midnight = Date.UTC(year, month, date)
  if (new Date(midnight).getUTCDate() !== date) return undefined // a month has no such day
  const inDay = hours * hour + minutes * minute + seconds * second + Math.floor(fraction * second)
  // 24:00 is the end of a day, and 60 a leap second.
  if (minutes > 59 || seconds > 60 || inDay > day + second) return undefined
  return hours === 24 && inDay > day ? undefined : midnight + inDay
}

const ofText = (text: string, now: number): number | undefined => {
  const dated = iso.exec(text) ?? yearFirst.exec(text) ?? dayFirst.exec(text)
  if (dated !== null) {
    const groups: Groups = dated.groups ?? {}
    const month = groups.mo === undefined ? months.indexOf(groups.mon?.toLowerCase() ?? '') : Number(groups.mo) - 1
    const at = instant(Number(groups.y), month, Number(groups.d), clockOf(groups))
    const offset = offsetOf(groups)
    return at === undefined || offset === undefined ? undefined : at - offset
  }
  const groups: Groups | undefined = yearless.exec(text)?.groups
  if (groups === undefined) return undefined
  const year = new Date(now).getUTCFullYear()
  const month = months.indexOf(groups.mon?.toLowerCase() ?? '')
  const inYear = (which: number): number | undefined => instant(which, month, Number(groups.d), clockOf(groups))
  const thisYear = inYear(year)
  // In January the last lines of December come in; a day ahead is a clock in another zone.
  return thisYear === undefined || thisYear > now + day ? inYear(year - 1) : thisYear
}

const number = /^\d+(?:\.\d+)?$/

/**
 * Reads an instant as tools write them: seconds (with a fraction), milliseconds, microseconds or nanoseconds since the
 * epoch, as number or text; ISO 8601 with any offset (`+0000` too) or none, which is UTC; syslog's time without a year.
 *
 * @param now when it is read, in ms since the epoch: a time without a year is of the last twelve months
 * @returns ms since the epoch; `undefined` for what is no time, or before 1970 (Go's zero time)
 */
export const readTime = (value: unknown, now: number): number | undefined => {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.getTime()
  if (typeof value === 'number') return ofEpoch(value)
  if (typeof value !== 'string' || value.length > 64) return undefined
  const text = value.trim()
  return number.test(text) ? ofEpoch(Number(text)) : ofText(text, now)
}
