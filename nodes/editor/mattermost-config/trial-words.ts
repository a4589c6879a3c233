import type { TrialOutcome, TrialReason } from '../../trial/outcome'
import { sayIn } from '../reader/say-in'

type Failed = Extract<TrialOutcome, { ok: false }>

/** What an alert's failure would say otherwise, or that no alert has. */
const ownReasons = [
  'took-check',
  'key-not-stored',
  'key-for-another-server',
  'key-for-another-tls',
  'key-for-another-proxy',
  'environment',
  'tls-missing',
  'proxy-missing',
  'user-not-found',
  'bad-post',
  'rate-limited',
  'server-error',
  'interrupted'
] as const satisfies readonly TrialReason[]

type OwnReason = (typeof ownReasons)[number]

type UnknownReason = Extract<TrialReason, `unknown-${string}`>

/** What the dialog says of its own fields. */
type FieldReason = Exclude<Extract<TrialReason, `server-${string}` | 'key-missing' | 'key-form' | 'timeout'>, 'server-error'>

type ElsewhereReason = Exclude<TrialReason, OwnReason | UnknownReason | FieldReason>

const isOwn = (reason: TrialReason): reason is OwnReason => (ownReasons as readonly TrialReason[]).includes(reason)
const isUnknown = (reason: TrialReason): reason is UnknownReason => reason.startsWith('unknown-')
const isOfField = (reason: TrialReason): reason is FieldReason =>
  (reason.startsWith('server-') && reason !== 'server-error') || reason === 'key-missing' || reason === 'key-form' || reason === 'timeout'

/** An action's sentences: most of what goes wrong for an alert goes wrong for a test. */
const sayOfAction = sayIn('webhook-action')

const sentence = ({ reason, params }: Failed, kind: 'check' | 'send', say: Say): string => {
  if (isOwn(reason)) return say(`trial.${reason}`, params)
  if (isUnknown(reason)) return say(`trial.unknown-${kind}`)
  if (isOfField(reason)) return say(`problem.${reason}`)
  const elsewhere: ElsewhereReason = reason
  return sayOfAction(`failure.${elsewhere}`, params)
}

/** Says what came of a trial. */
export const outcomeInWords = (outcome: TrialOutcome, kind: 'check' | 'send', say: Say): string => {
  if (outcome.ok) return say(`trial.${outcome.found}`)
  const said = sentence(outcome, kind, say)
  const { requestId } = outcome.params
  return requestId === '' ? said : `${said} (${sayOfAction('request', { requestId })})`
}
