import { readMessage, unknownHandler } from '../mattermost/handler'
import { readSwitch } from '../saved/switch'
import { Action, type ActionOptions, type Office } from './action'
import { type Failure, failure, type Reason } from './failure'

/** A webhook-action as saved; the message's templates are read by their own names. */
export interface SavedAction extends Readonly<Record<string, unknown>> {
  readonly id: string
  readonly visaRequired?: unknown
  readonly enabled?: unknown
}

/** What an action's config node answers: what it lends, or what is wrong with it. */
export type ConfigReading =
  | { readonly ok: true; readonly office: Office }
  | { readonly ok: false; readonly problem: Reason }

/** An action that can be carried out, one that is switched off, or one that cannot work. */
export type ActionReading =
  | { readonly kind: 'ready'; readonly action: Action }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'invalid'; readonly failure: Failure }

const invalid = (what: Failure): ActionReading => ({ kind: 'invalid', failure: what })

/** Why there is no message, by the property that cannot be read. */
const unreadable = (part: string, problem: string): Failure => {
  if (part === 'routes') return failure('TEMPLATE_INVALID', 'route', { problem })
  if (part === 'template') return failure('TEMPLATE_INVALID', 'no-template', { name: problem })
  if (part === 'timeZone') return failure('CONFIG_INVALID', 'time-zone', { name: problem })
  return failure('TEMPLATE_INVALID', 'template', { part, problem })
}

/**
 * Reads a saved action with its config. Everything that can be wrong before the first alert is found here, at deploy.
 *
 * @param config `undefined` where the action has none, or it is gone or disabled
 */
export const readAction = (
  saved: SavedAction,
  config: ConfigReading | undefined,
  newId: ActionOptions['newId']
): ActionReading => {
  const enabled = readSwitch(saved.enabled, true)
  const visaRequired = readSwitch(saved.visaRequired, false)
  if (enabled === undefined) return invalid(failure('CONFIG_INVALID', 'switch-enabled'))
  if (!enabled) return { kind: 'disabled' }
  if (visaRequired === undefined) return invalid(failure('CONFIG_INVALID', 'switch-visa-required'))
  const handler = unknownHandler(saved)
  if (handler !== undefined) return invalid(failure('CONFIG_INVALID', 'no-handler', handler))
  if (config === undefined) return invalid(failure('CONFIG_INVALID', 'config-missing'))
  if (!config.ok) return invalid(failure('CONFIG_INVALID', config.problem))
  const message = readMessage(saved)
  if (!message.ok) return invalid(unreadable(message.part, message.problem))
  const action = new Action({ saved, visaRequired, office: config.office, newId })
  return { kind: 'ready', action }
}
