import { readMessage } from '../mattermost/handler'
import type { Message } from '../mattermost/message'
import { parts } from '../mattermost/parts'
import { isRecord } from '../saved/record'

/** What an alert is rendered with. */
export interface Rendering {
  /** Names the action's Dispatches. */
  readonly title: string
  readonly message: Message
}

type Saved = Readonly<Record<string, unknown>>

/** Cyphon's title of its Mattermost action. */
const defaultTitle = 'Mattermost Message'

/** Names an action's Dispatches. */
export const titleOf = (saved: Saved): string => (typeof saved.title === 'string' && saved.title.trim() !== '' ? saved.title : defaultTitle)

/** What of a saved action makes its posts. */
const essence = (saved: Saved): Saved => Object.fromEntries(['title', 'template', 'timeZone', ...parts, 'fields', 'routes'].flatMap((name) => (name in saved ? [[name, saved[name]]] : [])))

/** The actions that a courier has alerts of: as they are, or as they last were where they are gone. */
export class ActionBook {
  readonly #living: (id: string) => Saved | undefined
  readonly #onChange: (kept: string) => void
  readonly #remembered: Map<string, Saved>
  /** What was noted last of each, so that an alert costs no comparison. */
  readonly #noted = new Map<string, Saved>()
  readonly #renderings = new WeakMap<Saved, Rendering>()

  /**
   * @param living an action as it is now
   * @param kept what `onChange` was last called with before a deploy; anything where it was not
   * @param onChange called with what is to be kept of it
   */
  constructor(living: (id: string) => Saved | undefined, kept: string, onChange: (kept: string) => void) {
    this.#living = living
    this.#onChange = onChange
    this.#remembered = new Map(read(kept))
  }

  /** Takes over what an earlier life kept of actions that nothing else is known of. */
  recall(kept: string): void {
    for (const [id, saved] of read(kept)) if (!this.#remembered.has(id)) this.#remembered.set(id, saved)
    const now = this.#kept()
    if (this.#remembered.size > 0 && now !== kept) this.#onChange(now)
  }

  /** Remembers an action whose alert is taken in. */
  note(id: string, saved: Saved): void {
    if (this.#noted.get(id) === saved) return
    this.#noted.set(id, saved)
    const now = essence(saved)
    if (JSON.stringify(now) === JSON.stringify(this.#remembered.get(id))) return
    this.#remembered.set(id, now)
    this.#onChange(this.#kept())
  }

  /** An action as it is now, as it last was, or as Cyphon's where nothing is known of it. */
  of(id: string): Rendering {
    const living = this.#living(id)
    const remembered = this.#remembered.get(id)
    return (living && this.#render(living)) ?? (remembered && this.#render(remembered)) ?? ofCyphon()
  }

  #kept(): string {
    return JSON.stringify(Object.fromEntries(this.#remembered))
  }

  /** `undefined` where its templates cannot be read. */
  #render(saved: Saved): Rendering | undefined {
    const known = this.#renderings.get(saved)
    if (known !== undefined) return known
    const reading = readMessage(saved)
    if (!reading.ok) return undefined
    const rendering = { title: titleOf(saved), message: reading.message }
    this.#renderings.set(saved, rendering)
    return rendering
  }
}

let cyphon: Rendering | undefined

/** Cyphon's own message, for an action that nothing is known of. Not made before it is asked for: its zone has Node load all of its languages. */
const ofCyphon = (): Rendering => {
  if (cyphon !== undefined) return cyphon
  const reading = readMessage({})
  if (!reading.ok) throw new Error(reading.problem)
  return (cyphon = { title: defaultTitle, message: reading.message })
}

const read = (kept: string): readonly (readonly [string, Saved])[] => {
  try {
    const parsed: unknown = JSON.parse(kept)
    return isRecord(parsed) ? Object.entries(parsed).filter((entry): entry is [string, Saved] => isRecord(entry[1])) : []
  } catch {
    return [] // damaged or not there: what is living is known without it
  }
}
