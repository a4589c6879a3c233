/**
 * The locale in which times and numbers are written beside the editor's words: the browser's, unless another language
 * was chosen in Node-RED's own settings, whose words would stand beside times of the browser's.
 */
export const readerLocale = (): string => {
  const language = RED.i18n.lang() ?? navigator.language
  const ofIt = (locale: string): boolean => locale.split('-')[0] === language.split('-')[0]
  return navigator.languages.find(ofIt) ?? language
}

/** A count in the reader's digits. */
export const inDigits = (count: number): string => count.toLocaleString(readerLocale())
