/** The examples that are about no tool. */
import { Canvas } from './canvas'
import { action, catching, change, courier, debug, inject, set, watchdog } from './nodes'
import { wazuh } from './security'
import type { FlowNode } from '../trial/node-red'

type Flow = readonly FlowNode[]

export const quickStart = (): Flow => {
  const canvas = new Canvas('01', 'Quick start', 'A Wazuh alert becomes a post in Mattermost.')
  canvas.say(
    60,
    'Set your server and key in "Send a Mattermost message", deploy, then click the button',
    `1. Open **Send a Mattermost message**, then the pencil beside its Courier.
2. Paste your webhook's URL into **Server**: it is split into server and key.
3. Deploy, and click the button of the inject node.

The event has the shape of a Wazuh alert. The watchdog makes the Alert of it: title, level, link and source. It was filled in by its
preset for Wazuh; the link was added, and its muzzle is off, so that each click makes a new alert. With it on, repeats within the hour are only counted.`
  )
  const example = canvas.add('inject', [170, 140], inject(wazuh.sample.name, wazuh.sample.event))
  const link = 'https://wazuh.example.com/app/endpoints-summary#/agents?agent={{agent.id}}'
  const dog = canvas.add('alert-watchdog', [380, 140], watchdog('wazuh', 'make the Alert', { link, muzzleEnabled: false }), 3)
  const act = canvas.add('webhook-action', [640, 140], action(1))
  const dispatch = canvas.add('debug', [880, 140], debug('Dispatch', 'dispatch'), 0)
  canvas.line(example, dog, act, dispatch)
  const failed = canvas.add('catch', [170, 220], catching('not delivered'))
  const why = canvas.add('debug', [380, 220], debug('why', 'error'), 0)
  canvas.line(failed, why)
  canvas.config(courier)
  return canvas.flow()
}

const disk = { title: 'Disk almost full', level: 'HIGH', source: 'db-03', link: 'https://grafana.example.com/d/disks' }

export const dispatchesKept = (): Flow => {
  const canvas = new Canvas('03', 'Dispatches kept in a file', 'What became of each alert, as JSON lines.')
  canvas.say(
    60,
    'Each line of dispatches.jsonl says what became of one alert',
    `The webhook action sends each message on with the record of its delivery in \`msg.dispatch\`: who asked, when, in how many tries, and what Mattermost
answered. The upper change node puts that and the alert into one object, the file node writes it as a line of JSON. What was not delivered gets a line
too, with its code, by way of the Catch node.

Set the path in **dispatches.jsonl**: a name alone is in the folder that Node-RED was started in. Lines are kept until you rotate the file, by
logrotate with \`copytruncate\`, say.`
  )
  const example = canvas.add('inject', [160, 140], inject('an alert', disk))
  const act = canvas.add('webhook-action', [390, 140], action(1))
  const delivered = canvas.add(
    'change',
    [640, 140],
    change('what was delivered', set('payload', '$merge([dispatch, {"alert": payload.{"title": title, "level": level, "source": source, "key": key}}])', 'jsonata'))
  )
  const failed = canvas.add('catch', [160, 220], catching('not delivered'))
  const given = canvas.add(
    'change',
    [640, 220],
    change(
      'what was not',
      set('payload', '{"failed": $now(), "code": error.code, "text": error.message, "alert": payload.{"title": title, "level": level, "source": source, "key": key}}', 'jsonata')
    )
  )
  const file = canvas.add('file', [880, 140], {
    name: 'dispatches.jsonl',
    filename: 'dispatches.jsonl',
    filenameType: 'str',
    appendNewline: true,
    createDir: true,
    overwriteFile: 'false',
    encoding: 'none'
  })
  const written = canvas.add('debug', [1080, 140], debug('written', 'payload'), 0)
  canvas.line(example, act, delivered, file, written)
  canvas.line(failed, given, file)
  canvas.config(courier)
  return canvas.flow()
}

/** Codes that ask for the same, and what that is. */
const remedies: readonly { readonly name: string; readonly codes: string; readonly todo: string }[] = [
  { name: 'the alert', codes: 'ALERT_INVALID|MESSAGE_UNCOPYABLE', todo: 'Look at what comes in: no post can be made of it.' },
  {
    name: 'the settings',
    codes: 'CONFIG_INVALID|TEMPLATE_INVALID|SIEVE_INVALID|PASSPORT_REFUSED|VISA_REQUIRED',
    todo: 'Open the node that is red, mend it and deploy.'
  },
  {
    name: 'Mattermost said no',
    codes: 'MATTERMOST_REJECTED',
    todo: 'Mend what the text names (key, channel, webhook), then send the alert again in the dialog of the Courier.'
  },
  {
    name: 'given up',
    codes: 'DELIVERY_UNKNOWN|DELIVERY_EXPIRED|DELIVERY_DISCARDED',
    todo: 'Look in the channel; where it is not there, send the alert again in the dialog of the Courier.'
  },
  { name: 'the outbox', codes: 'OUTBOX_FULL|OUTBOX_UNAVAILABLE', todo: 'Make room now: alerts are being lost. Tell somebody by another way than Mattermost.' }
]

export const failures = (): Flow => {
  const canvas = new Canvas('04', 'Failures and what to do', 'What was not delivered, by its code.')
  canvas.say(
    60,
    'Every alert that is not delivered ends in a Catch node with a code: do something about it here',
    `\`msg.error.code\` says what kind of failure it was, \`msg.error.message\` what happened and what to do, without any secret. The switch node sorts the codes by
what they ask for. Put mail, SMS or a ticket in place of the debug nodes.

The two inject nodes make two of the failures: an empty alert, and a channel that does not exist.`
  )
  const empty = canvas.add('inject', [180, 140], inject('an empty alert', {}))
  const elsewhere = canvas.add('inject', [200, 200], inject('a channel that is not', disk, { mattermost: { channel: 'no-such-channel' } }))
  const act = canvas.add('webhook-action', [460, 140], action(1))
  const dispatch = canvas.add('debug', [700, 140], debug('Dispatch', 'dispatch'), 0)
  canvas.line(empty, act, dispatch)
  canvas.wire(elsewhere, act)

  const failed = canvas.add('catch', [160, 340], catching('not delivered'))
  const byCode = canvas.add(
    'switch',
    [360, 340],
    {
      name: 'by code',
      property: 'error.code',
      propertyType: 'msg',
      rules: [...remedies.map(({ codes }) => ({ t: 'regex', v: `^(${codes})$`, vt: 'str', case: false })), { t: 'else' }],
      checkall: 'false',
      repair: false,
      outputs: remedies.length + 1
    },
    remedies.length + 1
  )
  canvas.line(failed, byCode)
  for (const [index, { name, todo }] of [...remedies, { name: 'anything else', todo: 'Read the text: it is not of these nodes.' }].entries()) {
    const y = 280 + 60 * index
    const advice = canvas.add('change', [560, y], change(name, set('todo', todo, 'str')))
    const shown = canvas.add('debug', [840, y], { ...debug(`what to do: ${name}`, 'true'), targetType: 'full' }, 0)
    canvas.wire(byCode, advice, index)
    canvas.line(advice, shown)
  }
  canvas.config(courier)
  return canvas.flow()
}
