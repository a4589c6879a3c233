/** What keeps a template from being rendered, as the key of a sentence and the words that belong in it. */
export interface TemplateProblem {
  readonly key: `template.${'tag-open' | 'section-open' | 'section-unopened' | 'other'}`
  readonly values: Readonly<Record<string, string>>
}

/** mustache's own messages (version 4) and the sentences that say the same to a person. */
const sentences: readonly (readonly [RegExp, TemplateProblem['key']])[] = [
  [/^Unclosed tag at/, 'template.tag-open'],
  [/^Unclosed section "(.*)"/, 'template.section-open'],
  [/^Unopened section "(.*)"/, 'template.section-unopened']
]

/** Finds the sentence for what mustache says of a template; `undefined` for what it does not say. */
export const sentenceOf = (reason: string): TemplateProblem | undefined => {
  for (const [form, key] of sentences) {
    const match = form.exec(reason)
    if (match !== null) return { key, values: { section: match[1] ?? '' } }
  }
  return undefined
}
