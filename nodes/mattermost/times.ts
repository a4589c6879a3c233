import type { Moment, Zone } from './zone'

/** The times of a list, as people read them. */
export interface Times {
  /** One for each, with its date where they are not all of one day; – for what is no time. */
  readonly each: readonly string[]
  /** From the earliest to the latest, and in which zone; '' where there is none. */
  readonly span: string
}

const unknown = '–'

/**
 * Writes times for a list.
 *
 * @param texts ISO 8601
 */
export const timesOf = (texts: readonly string[], zone: Zone): Times => {
  const moments = texts.map((text) => zone.moment(text))
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
    span: `${from === to ? `At ${from}` : `From ${from} to ${to}`}${day} (${zone.name})`
  }
}
