/** An instant on the clock of a time zone. */
interface Moment {
  /** Milliseconds since the epoch. */
  readonly at: number
  /** `2024-03-01` */
  readonly date: string
  /** `10:30:05` */
  readonly time: string
}

/** The times of a list, as people read them. */
export interface Times {
  /** One for each, with its date where they are not all of one day; – for what is no time. */
  readonly each: readonly string[]
  /** From the earliest to the latest, and in which zone; '' where there is none. */
  readonly span: string
}

const unknown = '–'

/** What a zone's clock shows at an instant, whatever the machine's language; `undefined` for what is no instant. */
const read = (format: Intl.DateTimeFormat, text: string): Moment | undefined => {
  const at = Date.parse(text)
  if (Number.isNaN(at)) return undefined
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const joined = (types: readonly Intl.DateTimeFormatPartTypes[], between: string): string => types.map((type) => parts.get(type)).join(between)
  return { at, date: joined(['year', 'month', 'day'], '-'), time: joined(['hour', 'minute', 'second'], ':') }
}

/**
 * Writes times for a list.
 *
 * @param texts ISO 8601
 * @param zone IANA's name; by default the machine's
 * @throws RangeError for a zone that there is not
 */
export const timesOf = (texts: readonly string[], zone?: string): Times => {
  const digits = '2-digit'
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: digits, day: digits, hour: digits, minute: digits, second: digits
  })
  const moments = texts.map((text) => read(format, text))
  const sorted = moments.filter((moment) => moment !== undefined).sort((one, other) => one.at - other.at)
  const first = sorted[0]
  const last = sorted.at(-1)
  if (first === undefined || last === undefined) return { each: texts.map(() => unknown), span: '' }
  const isOneDay = first.date === last.date
  const written = ({ date, time }: Moment): string => (isOneDay ? time : `${date} ${time}`)
  const [from, to] = [written(first), written(last)]
  const day = isOneDay ? ` on ${first.date}` : ''
  return {
    each: moments.map((moment) => (moment === undefined ? unknown : written(moment))),
    span: `${from === to ? `At ${from}` : `From ${from} to ${to}`}${day} (${format.resolvedOptions().timeZone})`
  }
}
