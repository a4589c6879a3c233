import { defaults } from '../../watchdog/saved'
import { applyLook } from '../look/style'
import type { WatchdogProperties } from './properties'

applyLook()

RED.nodes.registerType<WatchdogProperties, object>('alert-watchdog', {
  category: 'mattermost',
  categoryDescription: '@alert-courier/node-red-mattermost/alert-watchdog:palette.description',
  color: '#C0DEED',
  icon: 'alert-courier-watchdog.svg',
  inputs: 1,
  outputs: 3,
  defaults: {
    name: { value: '' },
    preset: { value: '' },
    property: { value: defaults.property },
    derive: { value: [] },
    split: { value: '' },
    onlyWhen: { value: { logic: 'AND', negate: false, nodes: [] } },
    source: { value: '' },
    title: { value: '' },
    link: { value: '' },
    description: { value: '' },
    runbook: { value: '' },
    time: { value: '' },
    details: { value: '' },
    triggers: { value: [] },
    levelFrom: { value: { field: '', map: {} } },
    resolvedWhen: { value: { logic: 'AND', negate: false, nodes: [] } },
    muzzleFields: { value: '' },
    muzzleInterval: { value: defaults.muzzleInterval },
    muzzleUnit: { value: defaults.muzzleUnit },
    muzzleEnabled: { value: defaults.muzzleEnabled },
    muzzleWindow: { value: defaults.muzzleWindow }
  },
  paletteLabel() {
    return this._('palette.name')
  },
  label() {
    return this.name || this._('palette.name')
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : ''
  },
  inputLabels() {
    return this._('port.event')
  },
  outputLabels(port) {
    return this._(['port.new', 'port.update', 'port.nothing'][port] ?? 'port.nothing')
  }
})
