/** All examples that are written by this, by the names of their files. */
import type { FlowNode } from '../trial/node-red'
import { dispatchesKept, failures, quickStart } from './basics'
import { Canvas } from './canvas'
import { confirmSubscription, github, sns } from './cloud'
import { frigate, homeAssistant, sensor, syslog, zigbee2mqtt } from './home'
import { drawHttp } from './http'
import { alertmanager, gatus, grafana, healthchecks, sentry, uptimeKuma, zabbix } from './monitoring'
import { crowdsec, falco, kibana, suricata, thehive, wazuh, zeek } from './security'
import type { Source } from './source'
import { drawFile, drawMqtt, drawTcp } from './streams'

export const sources: readonly Source[] = [
  alertmanager,
  grafana,
  zabbix,
  uptimeKuma,
  gatus,
  healthchecks,
  sentry,
  github,
  sns,
  wazuh,
  suricata,
  zeek,
  falco,
  crowdsec,
  thehive,
  kibana,
  syslog,
  homeAssistant,
  zigbee2mqtt,
  frigate,
  sensor
]

export const nameOf = ({ number, name }: Source): string => `${number} ${name}`

const openDoor = `Whoever reaches Node-RED's HTTP can post alerts here: protect it by \`httpNodeAuth\` in \`settings.js\`, or let only your tools reach it.`

const draw = (source: Source): readonly FlowNode[] => {
  const { number, name, hint, setUp, kind } = source
  const canvas = new Canvas(number, name, `Alerts of ${name} become posts in Mattermost: new ones and resolutions; repeats are counted.`)
  const door = kind === 'http' ? [openDoor] : []
  canvas.say(60, `${hint}; set your server and key in "Send a Mattermost message"`, [setUp, ...door].join('\n\n'))
  if (source.kind === 'http') drawHttp(canvas, source, source === sns ? confirmSubscription : undefined)
  else if (source.kind === 'mqtt') drawMqtt(canvas, source)
  else if (source.kind === 'tcp') drawTcp(canvas, source)
  else drawFile(canvas, source)
  return canvas.flow()
}

export const examples = (): ReadonlyMap<string, readonly FlowNode[]> =>
  new Map([
    ['01 Quick start', quickStart()],
    ['03 Dispatches kept in a file', dispatchesKept()],
    ['04 Failures and what to do', failures()],
    ...sources.map((source) => [nameOf(source), draw(source)] as const)
  ])

/** An example as its file holds it. */
export const print = (flow: readonly FlowNode[]): string => `${JSON.stringify(flow, null, 2)}\n`
