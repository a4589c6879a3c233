/**
 * Reads a number as saved, which a whole-value `${ENV}` makes text. Blank is the default; what is no number, or out of
 * bounds, is `undefined`.
 */
export const readNumber = <Blank>(saved: unknown, blank: Blank, least: number, most: number): number | Blank | undefined => {
  if (saved === undefined || saved === null || (typeof saved === 'string' && saved.trim() === '')) return blank
  const number = typeof saved === 'number' || typeof saved === 'string' ? Number(saved) : NaN
  return number >= least && number <= most ? number : undefined
}
