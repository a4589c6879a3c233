import { login } from './events'

/** What the messages of a run bring. */
export type Load =
  /** Logins of so many agents, who log in in turn over all bursts. */
  | { readonly kind: 'logins'; readonly keys: number }
  /** The same in each message. */
  | { readonly kind: 'given'; readonly payload: unknown }

/** The messages of one burst, each with an object of its own. */
export const messagesOf = (load: Load, count: number, burst: number): readonly object[] =>
  Array.from({ length: count }, (_, index) => {
    const n = burst * count + index
    return {
      _msgid: `bench-${n}`,
      topic: '',
      payload: load.kind === 'logins' ? login(n, load.keys) : structuredClone(load.payload)
    }
  })
