import type { TrialOutcome } from '../../trial/outcome'
import { askWith } from '../admin/ask'
import { find, findInput } from '../dialog/find'
import { button, enable } from '../outbox/buttons'
import { element, icon } from '../row/element'
import { outcomeInWords } from './trial-words'

/** The part of the open dialog that tries its fields; it ends what runs when it is stopped. */
export interface TrialPanel {
  stop(): void
}

/** The fields that a trial depends on, by their properties. */
const fields = ['server', 'key', 'displayedUsername', 'timeout', 'tls', 'proxy'] as const

type Asked = Readonly<Record<(typeof fields)[number] | 'channel', string>>

type Control = HTMLInputElement | HTMLSelectElement

const control = (property: string): Control => find(`node-config-input-${property}`) as Control

/** The chosen config node; Node-RED's word for none is one of its own. */
const chosen = (property: 'tls' | 'proxy'): string => {
  const { value } = control(property)
  return value === '_ADD_' ? '' : value
}

const isChanged = (id: string): boolean => id !== '' && RED.nodes.node(id)?.changed === true

/** Why a request was not answered with an outcome. */
const problemOf = (status: number): 'trial.not-allowed' | 'trial.too-often' | 'outbox.refused' | 'outbox.no-answer' | 'outbox.failed' => {
  if (status === 401) return 'trial.not-allowed'
  if (status === 403) return 'outbox.refused'
  if (status === 429) return 'trial.too-often'
  return status === 0 ? 'outbox.no-answer' : 'outbox.failed'
}

/** Offers to try what stands in the dialog, without a deploy. */
export const trialPanel = (id: string, say: Say): TrialPanel => {
  const place = find('alert-courier-trial')
  const told = find('alert-courier-trial-told')
  const channel = findInput('alert-courier-trial-channel')
  const key = findInput('node-config-input-key')
  let running: AbortController | undefined
  /** What the answer that is shown was for. */
  let last: Asked | undefined

  const read = (): Asked => ({
    server: control('server').value,
    key: key.value,
    displayedUsername: control('displayedUsername').value,
    timeout: control('timeout').value,
    tls: chosen('tls'),
    proxy: chosen('proxy'),
    channel: channel.value
  })

  /** Whether the fields are as they were; Node-RED tells of changes where there are none. */
  const isAs = (asked: Asked): boolean => JSON.stringify(read()) === JSON.stringify(asked)

  const tell = (look: 'busy' | 'well' | 'wrong' | 'none', ...words: readonly string[]): void => {
    place.setAttribute('aria-busy', String(look === 'busy'))
    told.className = `outcome ${look}`
    const sign = { busy: 'spinner fa-pulse', well: 'check-circle', wrong: 'exclamation-circle' }
    // What comes from a server is text here, whatever it holds.
    told.replaceChildren(...(look === 'none' ? [] : [icon(sign[look]), element('span', {}, words.filter((word) => word !== '').join(' '))]))
  }

  const markKey = (): void => {
    find('alert-courier-key-note').textContent = say('trial.wrong-key')
    key.classList.add('input-error')
    key.setAttribute('aria-invalid', 'true')
    // Who has gone on to another field is not called back.
    if (!buttons.includes(document.activeElement as HTMLButtonElement)) return
    key.focus()
    key.select()
  }

  const show = (outcome: TrialOutcome, kind: 'check' | 'send', asked: Asked): void => {
    const isOther = !isAs(asked)
    const isOld = outcome.ok && (isChanged(asked.tls) || isChanged(asked.proxy))
    const hasName = outcome.ok && outcome.found === 'posted' && asked.displayedUsername.trim() !== ''
    tell(
      outcome.ok ? 'well' : 'wrong',
      outcomeInWords(outcome, kind, say),
      hasName ? say('trial.other-name') : '',
      isOld ? say('trial.not-deployed') : '',
      isOther ? say('trial.changed') : ''
    )
    if (!outcome.ok && outcome.reason === 'invalid-webhook' && !isOther) markKey()
  }

  const run = async (kind: 'check' | 'send'): Promise<void> => {
    if (running !== undefined) return
    const asked = read()
    last = asked
    tell('busy', say(kind === 'check' ? 'trial.checking' : 'trial.sending'))
    for (const each of buttons) enable(each, false)
    const mine = new AbortController()
    running = mine
    const reply = await askWith<TrialOutcome>(`alert-courier/couriers/${encodeURIComponent(id)}/test`, { kind, ...asked }, mine.signal)
    running = undefined
    for (const each of buttons) enable(each, true)
    if (mine.signal.aborted || !place.isConnected) return
    if (reply.ok) show(reply.body, kind, asked)
    else tell('wrong', say(problemOf(reply.status)))
  }

  const buttons = [button('stethoscope', say('trial.check'), () => void run('check')), button('paper-plane-o', say('trial.send'), () => void run('send'))]
  find('alert-courier-trial-buttons').append(...buttons)
  const mayWrite = RED.user.hasPermission('mattermost-config.write')
  if (!mayWrite) for (const each of buttons) enable(each, false)
  find('alert-courier-trial-note').textContent = say(mayWrite ? 'hint.trial' : 'trial.not-allowed')

  const forget = (): void => {
    if (running === undefined && last !== undefined && !isAs(last)) tell('none')
  }
  for (const property of fields) $(control(property)).on('input change', forget)
  channel.addEventListener('input', forget)
  key.addEventListener('input', () => key.removeAttribute('aria-invalid'))

  return { stop: () => running?.abort() }
}
