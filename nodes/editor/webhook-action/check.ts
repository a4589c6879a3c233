import { templateProblem } from '../template/problem'
import { inWords } from '../validator/in-words'
import type { FieldTemplate, Part } from '../../mattermost/parts'
import type { ActionProperties } from './properties'

/** Says which template cannot be rendered and why; `undefined` where it can. */
const problemOf = (say: Say, name: string, template: unknown): string | undefined => {
  const problem = typeof template === 'string' ? templateProblem(template) : undefined
  return problem && `${name}: ${say(problem.key, problem.values)}`
}

/** An action is nothing without a Courier, and no better than the one it has. */
export const checkConfig = inWords<ActionProperties>(function (value) {
  // The dialog's select says `_ADD_` where nothing is chosen.
  if (typeof value !== 'string' || value === '' || value === '_ADD_') return this._('problem.config-missing')
  const courier = RED.nodes.node<{ readonly valid?: boolean }>(value) ?? undefined
  if (courier === undefined) return this._('problem.config-gone')
  return courier.valid !== false || this._('problem.config-broken')
})

/** The validator of one of the post's templates. */
export const template = (property: Part): Validate<ActionProperties> =>
  inWords(function (value) {
    return problemOf(this._, this._(`label.${property}`), value) ?? true
  })

/** What is wrong with the templates of the fields, one sentence each. */
export const fieldProblems = (say: Say, fields: readonly FieldTemplate[]): readonly string[] =>
  fields.flatMap((field, index) =>
    [
      problemOf(say, say('problem.field-title', { number: index + 1 }), field.title),
      problemOf(say, say('problem.field-value', { number: index + 1 }), field.value)
    ].filter((problem) => problem !== undefined)
  )

export const checkFields = inWords<ActionProperties>(function (value) {
  const problems = Array.isArray(value) ? fieldProblems(this._, value as readonly FieldTemplate[]) : []
  return problems.length === 0 ? true : [...problems]
})
