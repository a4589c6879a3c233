import type { Level } from '../alert/level'
import type { Part } from './parts'

/** A template of a message, by where it is in a saved action. */
export type Spot =
  | { readonly kind: 'part'; readonly part: Part }
  /** Counted from 0, of the action's own fields or else of those of its ready-made message. */
  | { readonly kind: 'field'; readonly index: number; readonly of: 'title' | 'value' }
  | { readonly kind: 'route'; readonly level: Level; readonly of: 'channel' | 'mention' }

/** Sees how a post is made, for who wants to know why it is as it is. */
export interface Witness {
  /** A template brings what is called `name`, which may be nothing. */
  value(spot: Spot, value: unknown, name: string): void
  /** A template was too much for any post, and its end is left out. */
  endedEarly(spot: Spot): void
  /** What came of a part, before it is looked at whether Mattermost takes it. */
  part(part: Part, text: string): void
  /** The next field of the attachment comes of this one. */
  field(index: number): void
}
