/**
 * What of an object is there: a copy without the names that stand for `undefined`. A literal with a `...` for each of them
 * takes longer to make than the texts in it.
 */
export const present = <Made extends object>(all: { readonly [Name in keyof Made]: Made[Name] | undefined }): Made => {
  const made: Partial<Record<keyof Made, unknown>> = {}
  for (const name of Object.keys(all) as (keyof Made)[]) if (all[name] !== undefined) made[name] = all[name]
  return made as Made
}
