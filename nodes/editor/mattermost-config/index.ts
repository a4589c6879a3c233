import { versionOf } from '../../saved/steps'
import { leaveAbsent, setProperties, showDefaults } from '../dialog/defaults'
import { find, findInput } from '../dialog/find'
import { reachConfigButtons } from '../dialog/config-buttons'
import { nameByLabels } from '../dialog/names'
import { applyLook } from '../look/style'
import { element } from '../row/element'
import { type OutboxPanel, outboxPanel, RemoteDesk } from '../outbox'
import { rowList, type RowList } from '../row-list'
import {
  checkCalls,
  checkDigestAbove,
  checkExpireAfter,
  checkInterval,
  checkKey,
  checkOutbox,
  checkOutboxLimit,
  checkServer,
  checkTimeout,
  missingKey
} from './check'
import { checkVersion } from '../validator/version'
import { showOutbox } from './outbox-field'
import { type CourierProperties, storedPassword } from './properties'
import { watchStoredKeys } from './stored-key'
import { type TrialPanel, trialPanel } from './trial'
import { splitPastedUrl } from './webhook-url'

interface Secrets {
  key: string
  accessToken: string
}

/** The users in the dialog that is open now: Node-RED opens one dialog of a type at a time. */
let users: RowList<string> | undefined

/** The panels of that dialog, which ask the server. */
let panel: OutboxPanel | undefined
let trial: TrialPanel | undefined

const stopAll = (): void => {
  panel?.stop()
  trial?.stop()
}

const input = (property: string): HTMLInputElement => findInput(`node-config-input-${property}`)

/** Digits become a number; `${ENV}` and blank stay text. */
const numberOf = (text: string): number | string => (/^\d+$/.test(text.trim()) ? Number(text) : text.trim())

applyLook()
watchStoredKeys()

RED.nodes.registerType<CourierProperties, Secrets>('mattermost-config', {
  category: 'config',
  color: '#A6BBCF',
  defaults: {
    version: { value: versionOf('mattermost-config'), validate: checkVersion('mattermost-config') },
    name: { value: '' },
    server: { value: '', validate: checkServer },
    displayedUsername: { value: 'Cyphon Alert' },
    public: { value: true },
    passportUsers: { value: [] },
    visaCalls: { value: '', validate: checkCalls },
    visaInterval: { value: 1, validate: checkInterval },
    visaUnit: { value: 'm' },
    timeout: { value: 30, validate: checkTimeout },
    tls: { value: '', type: 'tls-config', required: false },
    proxy: { value: '', type: 'http proxy', required: false },
    outbox: { value: 'disk', validate: checkOutbox },
    digestAbove: { value: 20, validate: checkDigestAbove },
    outboxLimit: { value: 100000, validate: checkOutboxLimit },
    expireAfter: { value: '', validate: checkExpireAfter }
  },
  credentials: {
    key: { type: 'password', validate: checkKey },
    accessToken: { type: 'password' }
  },
  label() {
    return this.name || this.server || this._('label.unnamed')
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : ''
  },
  oneditprepare() {
    showDefaults(this, 'node-config-input')
    nameByLabels()
    reachConfigButtons(this)
    const server = input('server')
    const key = input('key')
    const note = find('alert-courier-key-note')
    const tellOfKey = (): void => {
      note.textContent = key.value.trim() === '' ? missingKey(this) : ''
    }
    splitPastedUrl(server, key, () => {
      find('alert-courier-split-note').textContent = this._('hint.split')
    })
    $(key).on('input change', tellOfKey)
    if (key.value !== storedPassword) tellOfKey()

    const list = find('alert-courier-users')
    users = rowList<string>(
      list,
      {
        empty: '',
        draw: (user) => {
          const field = element('input', {
            type: 'text',
            autocomplete: 'off',
            'aria-label': this._('label.user'),
            placeholder: this._('placeholder.user')
          })
          field.value = user
          return [field]
        },
        read: (line) => line.querySelector('input')?.value.trim() ?? ''
      },
      this.passportUsers ?? [],
      { label: this._('label.users'), add: this._('label.add-user') },
      this._
    )
    const isPublic = input('public')
    const showUsers = (): void => {
      find('alert-courier-users-row').hidden = isPublic.checked
    }
    $(isPublic).on('change', showUsers)
    showUsers()

    const outbox = find('node-config-input-outbox')
    if (outbox instanceof HTMLSelectElement) showOutbox(outbox, find('alert-courier-outbox-hint'), this.outbox, this._)
    stopAll()
    trial = trialPanel(this.id, this._)
    panel = outboxPanel(find('alert-courier-outbox'), new RemoteDesk(this.id), this._)
  },
  oneditsave() {
    setProperties(this, {
      passportUsers: [...new Set((users?.read() ?? []).filter((user) => user !== ''))],
      visaCalls: numberOf(input('visaCalls').value),
      visaInterval: numberOf(input('visaInterval').value),
      timeout: numberOf(input('timeout').value),
      outboxLimit: numberOf(input('outboxLimit').value),
      digestAbove: numberOf(input('digestAbove').value),
      expireAfter: numberOf(input('expireAfter').value)
    })
    leaveAbsent(this, 'node-config-input')
    stopAll()
  },
  oneditcancel() {
    stopAll()
  },
  oneditdelete() {
    stopAll()
  }
})
