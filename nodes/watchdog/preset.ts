/** The sources that a watchdog can be filled in for. Each is data, in a file of its own. */
import { isRecord } from '../saved/record'
import alertmanager from './presets/alertmanager.json'
import awsSns from './presets/aws-sns.json'
import crowdsec from './presets/crowdsec.json'
import falco from './presets/falco.json'
import frigate from './presets/frigate.json'
import gatus from './presets/gatus.json'
import github from './presets/github.json'
import grafana from './presets/grafana.json'
import healthchecks from './presets/healthchecks.json'
import homeassistant from './presets/homeassistant.json'
import kibana from './presets/kibana.json'
import sensor from './presets/sensor.json'
import sentry from './presets/sentry.json'
import suricata from './presets/suricata.json'
import syslog from './presets/syslog.json'
import thehive from './presets/thehive.json'
import uptimekuma from './presets/uptimekuma.json'
import wazuh from './presets/wazuh.json'
import zabbix from './presets/zabbix.json'
import zeek from './presets/zeek.json'
import zigbee2mqtt from './presets/zigbee2mqtt.json'
import { defaults, savedText, type SavedWatchdog } from './saved'

/** What a preset fills in: any of a watchdog's properties but its name. */
export type Preset = Omit<SavedWatchdog, 'preset' | 'property'>

/** All presets, by the name that a flow saves. Any of them is read as a flow written by hand would be. */
export const presets: Readonly<Record<string, Preset>> = {
  alertmanager,
  grafana,
  wazuh,
  suricata,
  falco,
  zabbix,
  uptimekuma,
  gatus,
  healthchecks,
  sentry,
  github,
  'aws-sns': awsSns,
  crowdsec,
  syslog,
  zigbee2mqtt,
  sensor,
  zeek,
  kibana,
  thehive,
  homeassistant,
  frigate
}

/** The preset of a name; `undefined` where it is none of this version. */
export const presetOf = (name: string): Preset | undefined => (Object.hasOwn(presets, name) ? presets[name] : undefined)

const saysLevels = (levelFrom: unknown): boolean => isRecord(levelFrom) && isRecord(levelFrom.map) && Object.keys(levelFrom.map).length > 0

/** What of a saved watchdog counts: its own, else its preset's, else the default. */
export const completed = (saved: SavedWatchdog): SavedWatchdog => {
  const own: SavedWatchdog = Object.fromEntries(Object.entries(saved).filter(([, value]) => value !== undefined))
  // A level of its own is not hidden behind the triggers of its preset.
  const triggers = own.triggers === undefined && saysLevels(own.levelFrom) ? { triggers: [] } : {}
  return { ...defaults, ...presetOf(savedText(saved.preset)), ...triggers, ...own }
}
