import type { Node } from 'node-red'
import type { OpenAlerts } from '../watchdog/open-alerts'
import type { WatchdogProblem } from '../watchdog/problem'
import type { Say } from './catalogue'

/** What a watchdog shows below itself, and warns of. */
export class WatchdogStatus {
  readonly #node: Node
  readonly #say: Say
  #trouble: string | null = null
  #forgotten = 0
  #shown = ''
  /** What could not tell two things apart, and was warned of. */
  readonly #inexact = new Set<string>()

  constructor(node: Node, say: Say) {
    this.#node = node
    this.#say = say
    // A new node clears what the one before it showed.
    node.status({})
  }

  /** @param code why what is open cannot be kept; `null` once it can be again */
  tellTrouble(code: string | null): void {
    this.#trouble = code
    if (code !== null) this.#node.warn(this.#say('log.unwritable', { code }))
  }

  /** Warns, once, of a matching field, '' for the source, that cannot tell two things apart. */
  tellInexact(field: string): void {
    if (this.#inexact.has(field)) return
    this.#inexact.add(field)
    this.#node.warn(field === '' ? this.#say('log.inexact-source') : this.#say('log.inexact', { field }))
  }

  showProblem({ code }: WatchdogProblem): void {
    this.#show('red', this.#say(`status.${code}`))
  }

  showOpen({ size, forgotten }: OpenAlerts): void {
    if (forgotten > 0 && this.#forgotten === 0) this.#node.warn(this.#say('log.forgotten', { count: size }))
    this.#forgotten = forgotten
    if (this.#trouble !== null) this.#show('yellow', this.#say('status.unwritable'))
    else this.#show('grey', size === 0 ? '' : this.#say('status.open', { count: size }))
  }

  #show(fill: 'red' | 'yellow' | 'grey', text: string): void {
    if (text === this.#shown) return
    this.#shown = text
    this.#node.status(text === '' ? {} : { fill, shape: fill === 'grey' ? 'dot' : 'ring', text })
  }
}
