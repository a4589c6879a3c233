import { type Alert, readAlert } from '../alert/alert'
import type { Waiting } from '../courier/outbox'
import type { Composer, Shipment } from '../courier/shipment'
import { standsAlone } from '../mattermost/attention'
import { destinationOf, digest } from '../mattermost/digest'
import { prepare } from '../mattermost/handler'
import type { Post } from '../mattermost/post'
import { encode } from '../mattermost/wire'
import type { ActionBook, Rendering } from './action-book'
import { restore } from './kept-message'

interface Prepared {
  readonly waiting: Waiting
  readonly alert: Alert
  readonly post: Post
}

/** Makes Mattermost posts of what waits, with the actions as they are when its turn has come. */
export class PostComposer implements Composer {
  readonly #book: ActionBook
  readonly #displayedUsername: string
  readonly #newId: () => string
  /** What was composed last, and of what: the courier has one made before its turn has come. */
  #last: { readonly waiting: Waiting; readonly rendering: Rendering; readonly body: Buffer | undefined } | undefined

  constructor(book: ActionBook, displayedUsername: string, newId: () => string) {
    this.#book = book
    this.#displayedUsername = displayedUsername
    this.#newId = newId
  }

  compose(waiting: Waiting): Buffer | undefined {
    const rendering = this.#book.of(waiting.action)
    if (this.#last?.waiting !== waiting || this.#last.rendering !== rendering) {
      const prepared = this.#prepare(waiting)
      this.#last = { waiting, rendering, body: prepared === undefined ? undefined : encode(prepared.post) }
    }
    return this.#last.body
  }

  digest(all: readonly Waiting[]): readonly Shipment[] {
    const alone: Shipment[] = []
    const groups = new Map<string, Prepared[]>()
    for (const waiting of all) {
      const prepared = this.#prepare(waiting)
      if (prepared === undefined || standsAlone(prepared.post)) {
        alone.push({ alerts: [waiting], body: prepared === undefined ? undefined : encode(prepared.post), digest: '' })
        continue
      }
      const destination = JSON.stringify([waiting.action, destinationOf(prepared.post)])
      const group = groups.get(destination)
      if (group === undefined) groups.set(destination, [prepared])
      else group.push(prepared)
    }
    return [...alone, ...[...groups.values()].flatMap((group) => this.#together(group))]
  }

  #together(group: readonly Prepared[]): readonly Shipment[] {
    const [first] = group
    if (first === undefined) return []
    // A group is of one action.
    const { zone } = this.#book.of(first.waiting.action).message
    const digests = group.length === 1 ? [] : digest(group.map(({ alert }) => alert), destinationOf(first.post), zone)
    // None where the destination itself is longer than a post may be.
    if (digests.length === 0) return group.map(({ waiting, post }) => ({ alerts: [waiting], body: encode(post), digest: '' }))
    return digests.map(({ members, body }) => ({
      alerts: members.flatMap((index) => group[index]?.waiting ?? []),
      body,
      digest: this.#newId()
    }))
  }

  #prepare(waiting: Waiting): Prepared | undefined {
    try {
      const msg = restore(waiting.message)
      const reading = readAlert(msg.payload, new Date(waiting.taken).toISOString())
      if (!reading.ok) return undefined
      const { alert } = reading
      return { waiting, alert, post: prepare(this.#book.of(waiting.action).message, alert, msg, this.#displayedUsername) }
    } catch {
      return undefined // told as an alert that cannot be sent
    }
  }
}
