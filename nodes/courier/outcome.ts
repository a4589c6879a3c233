/** How an alert ended. Plain data: it is kept on disk until the flow knows. Times are milliseconds since the epoch. */
export type Outcome<Receipt> =
  | {
      readonly kind: 'tried'
      readonly receipt: Receipt
      readonly start: number
      readonly end: number
      readonly attempts: number
      /** Names the digest that it was posted in; '' where it was posted alone. */
      readonly digest: string
    }
  /** It was tried in doubt in an earlier life, as often as an alert is; what was answered then is not known any more. */
  | { readonly kind: 'unknown' }
  /** Nothing sendable could be made of it. */
  | { readonly kind: 'unsendable' }
  /** It waited longer than alerts may. */
  | { readonly kind: 'expired' }
  /** A person decided that it is not sent. */
  | { readonly kind: 'discarded' }
