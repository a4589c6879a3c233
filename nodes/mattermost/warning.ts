import type { Spot } from './spot'

/** Where what is warned of can be changed. */
export type Place =
  | Spot
  /** What is chosen beside the templates. */
  | { readonly kind: 'choice'; readonly of: 'template' | 'timeZone' | 'routes' }
  /** The alert itself. */
  | { readonly kind: 'alert' }
  /** `msg.mattermost` */
  | { readonly kind: 'brought' }

/**
 * Why a text is cut: a value is longer than a post may be, a text is, all texts together are, or its repeated sections
 * are; the alert's title is longer than Cyphon's; or the web app shows no more of a footer.
 */
export type CutBy = 'value' | 'post' | 'body' | 'sections' | 'title' | 'footer'

/** Why a text is left out that was to be a web address, and its beginning. */
export interface NoAddress {
  readonly why: 'too-long' | 'no-address'
  readonly given: string
}

/** What is worth knowing of a post before it is sent. */
export type Warning =
  /** In code points; `size` is 0 where nobody knows. */
  | { readonly kind: 'cut'; readonly at: Place; readonly by: CutBy; readonly size: number; readonly kept: number }
  | { readonly kind: 'raw'; readonly at: Place; readonly names: readonly string[] }
  /** `silent`: from Mattermost 11.10 on nobody is notified all the same. */
  | { readonly kind: 'notifies'; readonly at: Place; readonly names: readonly string[]; readonly silent: boolean }
  | { readonly kind: 'channel'; readonly at: Place; readonly channel: string }
  | ({ readonly kind: 'left-out'; readonly at: Place } & NoAddress)
  | { readonly kind: 'no-color' | 'no-emoji'; readonly at: Place; readonly given: string }
  /** Nothing of the alert is called so. */
  | { readonly kind: 'missing'; readonly at: Place; readonly name: string }
  /** An environment variable, whose value only the runtime puts in. */
  | { readonly kind: 'variable'; readonly at: Place; readonly name: string }
  /** The alert has something else than Cyphon has. */
  | { readonly kind: 'alert'; readonly name: 'level' | 'status' | 'incidents'; readonly given: string; readonly taken: string | number }
