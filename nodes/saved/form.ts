/**
 * The forms in which flows hold our nodes. Flows are kept for years: what one says goes on to mean what it meant when it
 * was saved, whatever the package has learnt since.
 */

/** Anything that a flow holds of a node, written by hand or saved by the editor. */
export type SavedNode = Readonly<Record<string, unknown>>

/** Rewrites a node of one form in the next, so that it means the same. Changes nothing of what it is given. */
export type Step = (saved: SavedNode) => SavedNode

/** A node without a version is of this one: so are flows written by hand, and those of before there were versions. */
const first = 1

/** The version that a node is saved with by a package that knows these steps. */
export const versionBy = (steps: readonly Step[]): number => first + steps.length

/** The version of a saved node; `undefined` for one that a package with these steps does not know. */
export const knownVersion = ({ version = first }: SavedNode, steps: readonly Step[]): number | undefined => {
  const number = Number(version)
  return Number.isInteger(number) && number >= first && number <= versionBy(steps) ? number : undefined
}

/** A saved node in the form of now. One whose version is not known stays as it is. */
export const inForm = <Saved extends SavedNode>(saved: Saved, steps: readonly Step[]): Saved => {
  const version = knownVersion(saved, steps)
  if (version === undefined || version === versionBy(steps)) return saved
  const migrated = steps.slice(version - first).reduce<SavedNode>((form, step) => step(form), saved)
  return { ...migrated, version: versionBy(steps) } as unknown as Saved
}
