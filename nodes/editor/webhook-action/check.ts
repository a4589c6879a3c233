import { isEnvironmentVariable } from '../../saved/environment-variable'
import { recordsIn } from '../../saved/record'
import { templateProblem } from '../template/problem'
import { inWords } from '../validator/in-words'
import type { FieldTemplate, Part } from '../../mattermost/parts'
import { readLevel } from '../../alert/level'
import { readyMadeNames } from '../../mattermost/ready-made'
import { priorities, type SavedRoute } from '../../mattermost/saved-route'
import { Zone } from '../../mattermost/zone'
import { fieldOf } from './field-rows'
import { routeOf } from './route-rows'
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
  const problems = fieldProblems(this._, recordsIn(value).map(fieldOf))
  return problems.length === 0 ? true : [...problems]
})

/** Whether a text is blank, or a variable that only the runtime can look into. */
const isOpen = (value: unknown): boolean => typeof value !== 'string' || value.trim() === '' || isEnvironmentVariable(value.trim())

export const checkReadyMade = inWords<ActionProperties>(function (value) {
  return isOpen(value) || readyMadeNames.some((name) => name === value) || this._('problem.template', { name: String(value) })
})

export const checkTimeZone = inWords<ActionProperties>(function (value) {
  return isOpen(value) || Zone.read(String(value)) !== undefined || this._('problem.time-zone', { name: String(value) })
})

/** What is wrong with the routes, one sentence each. */
export const routeProblems = (say: Say, routes: readonly SavedRoute[]): readonly string[] =>
  routes.flatMap(({ level, channel, priority }, index) => {
    const number = index + 1
    const isKnown = readLevel(level) !== undefined
    const first = routes.findIndex((other) => other.level === level)
    return [
      isKnown ? undefined : say('problem.route-level', { number, level }),
      isKnown && first < index ? say('problem.route-twice', { number, level, first: first + 1 }) : undefined,
      priorities.some((one) => one === priority) ? undefined : say('problem.route-priority', { number, priority }),
      problemOf(say, say('problem.route-channel', { number }), channel)
    ].filter((problem) => problem !== undefined)
  })

export const checkRoutes = inWords<ActionProperties>(function (value) {
  const problems = routeProblems(this._, recordsIn(value).map(routeOf))
  return problems.length === 0 ? true : [...problems]
})
