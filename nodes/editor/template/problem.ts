import Mustache from 'mustache'
import { sentenceOf, type TemplateProblem } from '../../template/problem'

const writer = new Mustache.Writer()

/** Tells what is wrong with a mustache template, by the parser that will render it. `undefined` where nothing is. */
export const templateProblem = (template: string): TemplateProblem | undefined => {
  try {
    writer.parse(template)
    return undefined
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return sentenceOf(reason) ?? { key: 'template.other', values: { reason } }
  }
}
