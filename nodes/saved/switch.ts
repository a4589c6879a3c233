/**
 * Reads a switch as saved. A whole-value `${ENV}` makes it text; one that is neither on nor off (a variable that is not
 * set, say) is `undefined`, never a guess: a Passport must not open because of a misspelt variable.
 *
 * @param otherwise where nothing is saved at all
 */
export const readSwitch = (saved: unknown, otherwise: boolean): boolean | undefined => {
  if (saved === undefined) return otherwise
  if (saved === true || saved === 'true') return true
  return saved === false || saved === 'false' ? false : undefined
}
