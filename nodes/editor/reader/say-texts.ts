/**
 * A sentence of the catalogue with texts in it that come from elsewhere, such as an event: the catalogue must not read them,
 * for `$t(…)` and `__x__` mean more to it.
 */
export const sayTexts = (say: Say, key: string, texts: Readonly<Record<string, string>>): string => {
  const values = Object.values(texts)
  const hidden = Object.fromEntries(Object.keys(texts).map((name, index) => [name, `\u0001${index}\u0002`]))
  return say(key, hidden).replace(/\u0001(\d+)\u0002/g, (_, index: string) => values[Number(index)] ?? '')
}
