import type { Status } from '../alert/alert'
import type { Level } from '../alert/level'
import type { Post } from './post'
import type { Warning } from './warning'

/** A name that a template can have, and what it brings of this alert. */
export interface Offered {
  readonly name: string
  readonly value: string
}

/** The post that an action would make of an alert. */
export interface PostPreview {
  readonly ok: true
  /** The body of the request as it would be sent. */
  readonly post: Post
  readonly level: Level
  readonly status: Status
  /** Whether the level has a route. */
  readonly isRouted: boolean
  readonly warnings: readonly Warning[]
  readonly names: readonly Offered[]
}

/** Why there is no post. */
export type NoPost =
  /** A property of the action cannot be read. */
  | { readonly ok: false; readonly why: 'message'; readonly part: string; readonly problem: string }
  /** There is no alert in the sample. */
  | { readonly ok: false; readonly why: 'alert'; readonly problem: 'nothing' | 'empty' | 'not-data' }
  /** It has too many parts. */
  | { readonly ok: false; readonly why: 'unsendable' }

export type Preview = PostPreview | NoPost
