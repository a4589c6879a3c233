import Mustache from 'mustache'

/** What keeps a template from being rendered, as the key of a sentence and the words that belong in it. */
export interface TemplateProblem {
  readonly key: `template.${'tag-open' | 'section-open' | 'section-unopened' | 'other'}`
  readonly values: Readonly<Record<string, string>>
}

const writer = new Mustache.Writer()

/** mustache's own messages (version 4) and the sentences that say the same to a person. */
const sentences: readonly (readonly [RegExp, TemplateProblem['key']])[] = [
  [/^Unclosed tag at/, 'template.tag-open'],
  [/^Unclosed section "(.*)"/, 'template.section-open'],
  [/^Unopened section "(.*)"/, 'template.section-unopened']
]

/** Tells what is wrong with a mustache template, by the parser that will render it. `undefined` where nothing is. */
export const templateProblem = (template: string): TemplateProblem | undefined => {
  try {
    writer.parse(template)
    return undefined
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    for (const [form, key] of sentences) {
      const match = form.exec(reason)
      if (match !== null) return { key, values: { section: match[1] ?? '' } }
    }
    return { key: 'template.other', values: { reason } }
  }
}
