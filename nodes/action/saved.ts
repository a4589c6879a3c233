import type { CourierConfig } from '../courier/config'
import { compose, readMessage, unknownHandler } from '../mattermost/handler'
import type { Receipt } from '../mattermost/receipt'
import { readSwitch } from '../saved/switch'
import { Action, type ActionOptions } from './action'
import { type Failure, failure, type Reason } from './failure'

/** A webhook-action as saved; the message's templates are read by their own names. */
export interface SavedAction {
  readonly id: string
  readonly title?: unknown
  readonly visaRequired?: unknown
  readonly enabled?: unknown
}

/** What an action's config node answers: its courier, or what is wrong with it. */
export type ConfigReading =
  | { readonly ok: true; readonly config: CourierConfig<Receipt>; readonly displayedUsername: string }
  | { readonly ok: false; readonly problem: Reason }

/** An action that can be carried out, one that is switched off, or one that cannot work. */
export type ActionReading =
  | { readonly kind: 'ready'; readonly action: Action }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'invalid'; readonly failure: Failure }

const invalid = (what: Failure): ActionReading => ({ kind: 'invalid', failure: what })

const defaultTitle = 'Mattermost Message'

/**
 * Reads a saved action with its config. Everything that can be wrong before the first alert is found here, at deploy.
 *
 * @param config `undefined` where the action has none, or it is gone or disabled
 */
export const readAction = (
  saved: SavedAction,
  config: ConfigReading | undefined,
  { now, newId }: Pick<ActionOptions, 'now' | 'newId'>
): ActionReading => {
  const enabled = readSwitch(saved.enabled, true)
  const visaRequired = readSwitch(saved.visaRequired, false)
  if (enabled === undefined) return invalid(failure('CONFIG_INVALID', 'switch', { name: 'Enabled' }))
  if (!enabled) return { kind: 'disabled' }
  if (visaRequired === undefined) return invalid(failure('CONFIG_INVALID', 'switch', { name: 'Visa required' }))
  const handler = unknownHandler({ ...saved })
  if (handler !== undefined) return invalid(failure('CONFIG_INVALID', 'no-handler', handler))
  if (config === undefined) return invalid(failure('CONFIG_INVALID', 'config-missing'))
  if (!config.ok) return invalid(failure('CONFIG_INVALID', config.problem))
  const message = readMessage({ ...saved })
  if (!message.ok) return invalid(failure('TEMPLATE_INVALID', 'template', { part: message.part, problem: message.problem }))
  const action = new Action({
    id: saved.id,
    title: typeof saved.title === 'string' && saved.title.trim() !== '' ? saved.title : defaultTitle,
    visaRequired,
    config: config.config,
    compose: (alert, msg) => compose(message.message, alert, msg, config.displayedUsername),
    now,
    newId
  })
  return { kind: 'ready', action }
}
