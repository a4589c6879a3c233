import { element, icon } from '../row/element'

/** What is said of a row by a try: whether it held, and why. */
export interface Mark {
  readonly held: boolean
  readonly words: string
}

/** In the order in which they stand, whichever came first: what the sample has, what came of it, what is odd. */
const kinds = ['seen', 'mark', 'odd'] as const
type Kind = (typeof kinds)[number]

let ids = 0

/** What stands in lines below a row: made when there is anything to say, for most rows have nothing. */
const lineOf = (row: Element, kind: Kind): HTMLElement | null => row.querySelector<HTMLElement>(`:scope > .${kind}`)

const makeLine = (row: Element, kind: Kind): HTMLElement => {
  const line = element('p', { class: `note ${kind}`, id: `alert-courier-note-${(ids += 1)}` })
  const before = kinds.slice(0, kinds.indexOf(kind)).map((other) => lineOf(row, other))
  const above = before.reverse().find((other) => other !== null) ?? row.querySelector(':scope > .line')
  above?.after(line)
  return line
}

/** Says something below a row, or, with '', nothing any more. */
const write = (row: Element, kind: 'seen' | 'odd', words: string): HTMLElement | null => {
  const line = lineOf(row, kind) ?? (words === '' ? null : makeLine(row, kind))
  if (line !== null && line.textContent !== words) line.textContent = words
  if (words === '') line?.remove()
  return words === '' ? null : line
}

/** What a sample has where the rule looks. */
export const noteSeen = (row: Element, words: string): void => {
  write(row, 'seen', words)
}

/** What is odd about a rule: no error, so that it is read with the field that is not right, and marks nothing. */
export const noteOdd = (row: Element, words: string): void => {
  const line = write(row, 'odd', words)
  const field = row.querySelector(':scope > .line > .value')
  if (field === null || field.getAttribute('aria-invalid') === 'true') return
  if (line === null) field.removeAttribute('aria-describedby')
  else field.setAttribute('aria-describedby', line.id)
}

/** Marks a row by what a try said of it. */
export const markRow = (row: Element, mark: Mark | undefined, say: Say): void => {
  lineOf(row, 'mark')?.remove()
  if (mark === undefined) return
  const line = makeLine(row, 'mark')
  line.classList.add(mark.held ? 'held' : 'not-held')
  line.append(icon(mark.held ? 'check-circle-o' : 'times-circle-o'), element('strong', {}, say(mark.held ? 'mark.held' : 'mark.not-held')), ` ${mark.words}`)
}

/** Takes away the marks of what has changed: of a row, and of all groups round it. */
export const unmark = (row: Element | null | undefined): void => {
  for (let each = row; each; each = each.parentElement?.closest('[data-kind]')) lineOf(each, 'mark')?.remove()
}
