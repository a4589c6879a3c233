import { pathsIn } from '../../event/paths-in'
import { element } from '../row/element'
import { inBrief, seen, seenAt, type Seen } from './sample'

/** An event that the rules can be seen beside. */
interface Sample {
  readonly event: unknown
}

let lists = 0

/** The field paths of a sample, offered to all fields of a builder, and what it has under each. */
export class Offers {
  readonly list = element('datalist', { id: `alert-courier-paths-${(lists += 1)}` })
  readonly #say: Say
  #sample: Sample | undefined
  #paths: ReadonlySet<string> = new Set()

  constructor(say: Say) {
    this.#say = say
  }

  /** Takes another sample; `undefined` for none. Answers whether there was or is one. */
  take(event: unknown): boolean {
    const had = this.#sample !== undefined
    this.#sample = event === undefined ? undefined : { event }
    const found = pathsIn(event)
    this.#paths = new Set(found.map(({ path }) => path))
    this.list.replaceChildren(...found.map(({ path, value }) => element('option', { value: path, label: inBrief(seen(value), this.#say) })))
    return had || this.#sample !== undefined
  }

  isOffered(path: string): boolean {
    return this.#paths.has(path)
  }

  /** What the sample has under a path; `undefined` where there is no sample, or no such path. */
  at(path: string): Seen | undefined {
    return this.#sample === undefined ? undefined : seenAt(path, this.#sample.event)
  }

  /** Lets a field offer the paths. A list with nothing in it would look as if there were something. */
  connect(field: Element): void {
    if (this.#paths.size > 0) field.setAttribute('list', this.list.id)
    else field.removeAttribute('list')
  }
}
