/** Why a sieve cannot work. `detail` is the offending piece as the user wrote it. */
export interface SieveProblem {
  readonly reason:
    | 'unknown-node'
    | 'unknown-logic'
    | 'unknown-operator'
    | 'bad-switch'
    | 'bad-field'
    | 'bad-property'
    | 'bad-regex'
    | 'unsupported-regex'
    | 'dangling-reference'
    | 'broken-reference'
    | 'cycle'
    | 'cycle-beyond'
    | 'too-deep'
    | 'too-many'
    | 'bad-value'
  readonly detail: string
}

/** A value, or why there is none. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: SieveProblem }

/** The result of what cannot work. */
export const broken = (reason: SieveProblem['reason'], detail: string): { ok: false; problem: SieveProblem } => ({
  ok: false,
  problem: { reason, detail }
})
