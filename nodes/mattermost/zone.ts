/** An instant on the clock of a time zone. */
export interface Moment {
  /** Milliseconds since the epoch. */
  readonly at: number
  /** `2024-03-01` */
  readonly date: string
  /** `10:30:05` */
  readonly time: string
}

/** A date, a time, and where the clock stood that showed it; without that it is no instant. Source: ISO 8601, RFC 3339. */
const instant = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:[Zz]|[+-]\d\d:?(?:\d\d)?)$/

const digits = '2-digit'

/** A time zone, and what its clock shows. */
export class Zone {
  /** IANA's name, as it was given where that is another name for the same. */
  readonly name: string
  readonly #format: Intl.DateTimeFormat

  /** @throws RangeError for a zone that there is not */
  private constructor(name: string | undefined) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name, hourCycle: 'h23', year: 'numeric', month: digits, day: digits, hour: digits, minute: digits, second: digits
    })
    const { timeZone } = this.#format.resolvedOptions()
    // Asia/Kolkata is resolved to Asia/Calcutta, which nobody there would look for.
    this.name = name === undefined || name.toLowerCase() === timeZone.toLowerCase() ? timeZone : name
  }

  /** Reads the name of a saved zone, IANA's, blank for the machine's; `undefined` for one that there is not. */
  static read(name: string): Zone | undefined {
    try {
      return new Zone(name.trim() === '' ? undefined : name.trim())
    } catch {
      return undefined // a RangeError: its text names no more than the zone
    }
  }

  /** What the clock shows at an instant, whatever the machine's language; `undefined` for what is no instant. */
  moment(text: string): Moment | undefined {
    const at = Date.parse(text)
    if (Number.isNaN(at)) return undefined
    const parts = new Map(this.#format.formatToParts(at).map(({ type, value }) => [type, value]))
    const joined = (types: readonly Intl.DateTimeFormatPartTypes[], between: string): string => types.map((type) => parts.get(type)).join(between)
    return { at, date: joined(['year', 'month', 'day'], '-'), time: joined(['hour', 'minute', 'second'], ':') }
  }

  /** `2026-11-24 09:15:42 (Europe/Berlin)` for ISO 8601; what is no instant is answered as it came. */
  since(text: string): string {
    const moment = instant.test(text) ? this.moment(text) : undefined
    return moment === undefined ? text : `${moment.date} ${moment.time} (${this.name})`
  }
}
