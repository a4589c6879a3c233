/** Nodes as the editor saves them: with all their properties. */
import { versionOf } from '../../nodes/saved/steps'
import { presets } from '../../nodes/watchdog/preset'
import { defaults } from '../../nodes/watchdog/saved'
import type { FlowNode } from '../trial/node-red'

type Properties = Readonly<Record<string, unknown>>

/** Our config node, the same in all examples: who imports two of them sets up one. */
export const courier: FlowNode = {
  id: 'a1e27c0000000001',
  type: 'mattermost-config',
  version: versionOf('mattermost-config'),
  name: 'Mattermost',
  server: 'https://mattermost.example.com',
  displayedUsername: 'Cyphon Alert',
  public: true,
  passportUsers: [],
  visaCalls: '',
  visaInterval: 1,
  visaUnit: 'm',
  timeout: 30,
  tls: '',
  proxy: '',
  outbox: 'disk',
  digestAbove: 20,
  outboxLimit: 100000,
  expireAfter: ''
}

/** The MQTT broker, the same in all examples. */
export const broker: FlowNode = {
  id: 'a1e27c0000000002',
  type: 'mqtt-broker',
  name: '',
  broker: 'localhost',
  port: '1883',
  clientid: '',
  autoConnect: true,
  usetls: false,
  protocolVersion: '4',
  keepalive: '60',
  cleansession: true,
  autoUnsubscribe: true,
  birthTopic: '',
  birthQos: '0',
  birthRetain: 'false',
  birthPayload: '',
  birthMsg: {},
  closeTopic: '',
  closeQos: '0',
  closeRetain: 'false',
  closePayload: '',
  closeMsg: {},
  willTopic: '',
  willQos: '0',
  willRetain: 'false',
  willPayload: '',
  willMsg: {},
  userProps: '',
  sessionExpiry: ''
}

export const action = (outputs: 1 | 2, more: Properties = {}): Properties => ({
  version: versionOf('webhook-action'),
  name: '',
  config: courier.id,
  title: 'Mattermost Message',
  description: 'Send a Mattermost message',
  platform: 'mattermost',
  apiModule: 'handlers',
  apiClass: 'WebHookHandler',
  visaRequired: false,
  enabled: true,
  template: 'cyphon',
  timeZone: '',
  channel: '',
  username: '',
  iconUrl: '',
  iconEmoji: '',
  text: '',
  fallback: '',
  color: '',
  pretext: '',
  authorName: '',
  alertTitle: '',
  titleLink: '',
  body: '',
  fields: [],
  footer: '',
  routes: [],
  outputs,
  ...more
})

/** Cyphon tells of new alerts only; what is resolved here must not read as one. */
const unlessResolved = (resolved: string, otherwise: string): string => `{{#resolved}}${resolved}{{/resolved}}{{^resolved}}${otherwise}{{/resolved}}`

/** The action of a source whose alerts can be resolved: Cyphon's message, and one like it for their end. */
export const sourceAction = (outputs: 1 | 2): Properties =>
  action(outputs, {
    fallback: unlessResolved('#### Alert resolved: {{title}}\nLink: {{link}}', '#### New Cyphon Alert! \nTitle: {{title}}\nLink: {{link}}'),
    body: unlessResolved('This alert is resolved', 'A new alert was created in Cyphon')
  })

const noRules = { logic: 'AND', negate: false, nodes: [] }

/** A watchdog that was filled in by a preset, as the editor saves it. */
export const watchdog = (preset: string, name: string, more: Properties = {}): Properties => ({
  version: versionOf('alert-watchdog'),
  ...defaults,
  name,
  preset,
  onlyWhen: noRules,
  levelFrom: { field: '', map: {} },
  resolvedWhen: noRules,
  ...presets[preset],
  ...more
})

const rule = (operator: string, value: string): Properties => ({
  type: 'rule',
  field: '',
  operator,
  value,
  regex: false,
  caseSensitive: false,
  negate: false
})

/** Lets updates through that say that an alert is over; what was only counted goes by the second output. */
export const onlyResolutions = (outputs: 1 | 2): Properties => ({
  version: versionOf('sieve'),
  name: 'only resolutions',
  property: 'payload.status',
  logic: 'AND',
  negate: false,
  nodes: [rule('equals', 'DONE')],
  sieves: [],
  outputs
})

/** Lets through what the action did not take in; what it did is given up later, and waits in the outbox to be sent again. */
export const notTakenIn: Properties = {
  version: versionOf('sieve'),
  name: 'not taken in',
  property: 'error.code',
  logic: 'OR',
  negate: true,
  nodes: [rule('begins with', 'MATTERMOST_'), rule('begins with', 'DELIVERY_')],
  sieves: [],
  outputs: 1
}

/** An inject node for an event, with more of a message where it needs that: `topic`, or properties as JSON. */
export const inject = (name: string, event: unknown, { topic, ...json }: Properties = {}): Properties => ({
  name,
  props: [
    { p: 'payload' },
    ...(topic === undefined ? [] : [{ p: 'topic', vt: 'str' }]),
    ...Object.entries(json).map(([p, value]) => ({ p, v: JSON.stringify(value), vt: 'json' }))
  ],
  repeat: '',
  crontab: '',
  once: false,
  onceDelay: 0.1,
  topic: topic ?? '',
  payload: JSON.stringify(event),
  payloadType: 'json'
})

/** An inject node that starts something with the flow. */
export const atStart: Properties = {
  name: 'at the start',
  props: [],
  repeat: '',
  crontab: '',
  once: true,
  onceDelay: 0.1,
  topic: ''
}

export const debug = (name: string, complete: string): Properties => ({
  name,
  active: true,
  tosidebar: true,
  console: false,
  tostatus: false,
  complete,
  targetType: 'msg',
  statusVal: '',
  statusType: 'auto'
})

export const parseJson: Properties = { name: 'parse JSON', property: 'payload', action: 'obj', pretty: false }

/** One rule of a change node: a message property set to a value, or by JSONata. */
export const set = (p: string, to: string, tot: 'str' | 'num' | 'bool' | 'jsonata'): Properties => ({ t: 'set', p, pt: 'msg', to, tot })

/** One rule of a change node that takes a message property away. */
export const without = (p: string): Properties => ({ t: 'delete', p, pt: 'msg' })

export const change = (name: string, ...rules: readonly Properties[]): Properties => ({
  name,
  rules,
  action: '',
  property: '',
  from: '',
  to: '',
  reg: false
})

/** Lets through what meets a rule; where `otherwise` is given, what does not goes by the second output. */
export const choose = (name: string, property: string, when: Properties, otherwise = false): Properties => ({
  name,
  property,
  propertyType: 'msg',
  rules: [when, ...(otherwise ? [{ t: 'else' }] : [])],
  checkall: 'true',
  repair: false,
  outputs: otherwise ? 2 : 1
})

/** Puts together again what a watchdog has split. */
export const joinAll: Properties = {
  name: 'all of the request',
  mode: 'auto',
  build: 'object',
  property: 'payload',
  propertyType: 'msg',
  key: 'topic',
  joiner: '\\n',
  joinerType: 'str',
  useparts: true,
  accumulate: false,
  timeout: '',
  count: '',
  reduceRight: false,
  reduceExp: '',
  reduceInit: '',
  reduceInitType: '',
  reduceFixup: ''
}

export const httpIn = (url: string): Properties => ({
  name: '',
  url,
  method: 'post',
  upload: false,
  skipBodyParsing: false,
  swaggerDoc: ''
})

/** Answers with `msg.statusCode`. */
export const httpResponse: Properties = { name: 'answer', statusCode: '', headers: {} }

/** Catches the errors of some nodes, or, without them, those that no other node catches. */
export const catching = (name: string, scope?: readonly string[]): Properties => ({ name, scope: scope ?? null, uncaught: scope === undefined })

export const complete = (name: string, scope: readonly string[]): Properties => ({ name, scope, uncaught: false })
