import { versionOf } from '../../saved/steps'
import { defaults } from '../../watchdog/saved'
import { presetOf } from '../../watchdog/preset'
import { leaveAbsent } from '../dialog/defaults'
import { nameByLabels } from '../dialog/names'
import { showTabs } from '../dialog/tabs'
import { applyLook } from '../look/style'
import { revalidateReferrers } from '../sieve/revalidate'
import { targetsFor } from '../sieve/targets'
import { inWords } from '../validator/in-words'
import { checkVersion } from '../validator/version'
import { type CheckedField, derivationProblem, fieldChecks, levelFieldProblem, levelsProblems, rulesProblems, triggersProblems } from './check'
import { filledFrom, filledOf, type FilledWatchdog, isSame } from './filled-watchdog'
import { WatchdogForm } from './form'
import { rowsOf } from './level-map'
import type { WatchdogProperties } from './properties'
import { offerSources } from './source'
import { tellProblems } from './tell-problems'
import { offerTry } from './try'

/** The dialog that is open now: Node-RED opens one dialog of a type at a time. */
let open: { readonly node: object; readonly form: WatchdogForm; readonly shown: FilledWatchdog } | undefined

/** The list of sieves, and the rules whose references index it. */
const indexed: readonly (keyof FilledWatchdog)[] = ['sieves', 'onlyWhen', 'triggers', 'resolvedWhen']

/** A watchdog as it is, or, while its dialog is open, as it would be saved. */
const nowOf = (node: EditorNode<WatchdogProperties>): FilledWatchdog => (open?.node === node ? open.form.read() : filledOf(node))

/** The validator of a field that holds one value. */
const checkField = (name: CheckedField): Validate<WatchdogProperties> =>
  inWords(function () {
    const problem = fieldChecks[name](nowOf(this), this._)
    return problem === undefined || `${this._(`label.${name}`)}: ${problem}`
  })

/** The validator of what can be wrong in more than one way. */
const checkAll = (problems: (filled: FilledWatchdog, say: Say) => readonly string[]): Validate<WatchdogProperties> =>
  inWords(function () {
    const told = problems(nowOf(this), this._)
    return told.length === 0 || [...told]
  })

const checkDerive = checkAll(({ derive }, say) =>
  derive.flatMap((row, index) => {
    const problem = derivationProblem(row, say)
    return problem === undefined ? [] : [`${say('problem.derivation', { number: index + 1 })}: ${problem.words}`]
  })
)
const checkRules = (name: 'onlyWhen' | 'resolvedWhen'): Validate<WatchdogProperties> =>
  checkAll((filled, say) => rulesProblems(filled[name], filled.sieves).map((problem) => `${say(`rules.${name}`)}: ${problem}`))
const checkTriggers = checkAll((filled, say) => {
  const { list, rules } = triggersProblems(filled, say)
  return [...list, ...rules]
})
const checkLevelFrom = checkAll((filled, say) => {
  const field = levelFieldProblem(filled)
  const values = rowsOf(filled.levelFrom.map).map(({ value }) => value)
  return [...(field === undefined ? [] : [`${say('label.level-field')}: ${field}`]), ...levelsProblems(filled, values, say)]
})

applyLook()
revalidateReferrers('alert-watchdog')

RED.nodes.registerType<WatchdogProperties, object>('alert-watchdog', {
  category: 'mattermost',
  categoryDescription: '@alert-courier/node-red-mattermost/alert-watchdog:palette.description',
  color: '#C0DEED',
  icon: 'alert-courier-watchdog.svg',
  inputs: 1,
  outputs: 3,
  defaults: {
    version: { value: versionOf('alert-watchdog'), validate: checkVersion('alert-watchdog') },
    name: { value: '' },
    preset: { value: '', validate: checkField('preset') },
    property: { value: defaults.property, validate: checkField('property') },
    derive: { value: [], validate: checkDerive },
    split: { value: '', validate: checkField('split') },
    onlyWhen: { value: { logic: 'AND', negate: false, nodes: [] }, validate: checkRules('onlyWhen') },
    source: { value: '', validate: checkField('source') },
    title: { value: '', validate: checkField('title') },
    link: { value: '', validate: checkField('link') },
    description: { value: '', validate: checkField('description') },
    runbook: { value: '', validate: checkField('runbook') },
    time: { value: '', validate: checkField('time') },
    details: { value: '', validate: checkField('details') },
    triggers: { value: [], validate: checkTriggers },
    levelFrom: { value: { field: '', map: {} }, validate: checkLevelFrom },
    resolvedWhen: { value: { logic: 'AND', negate: false, nodes: [] }, validate: checkRules('resolvedWhen') },
    muzzleFields: { value: '', validate: checkField('muzzleFields') },
    muzzleInterval: { value: defaults.muzzleInterval, validate: checkField('muzzleInterval') },
    muzzleUnit: { value: defaults.muzzleUnit, validate: checkField('muzzleUnit') },
    muzzleEnabled: { value: defaults.muzzleEnabled },
    muzzleWindow: { value: defaults.muzzleWindow, validate: checkField('muzzleWindow') },
    sieves: { value: [], type: 'sieve[]' }
  },
  paletteLabel() {
    return this._('palette.name')
  },
  label() {
    const { preset } = this
    const source = typeof preset === 'string' && presetOf(preset) !== undefined ? this._(`source.${preset}`) : ''
    return this.name || source || this._('palette.name')
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : ''
  },
  inputLabels() {
    return this._('port.event')
  },
  outputLabels(port) {
    return this._(['port.new', 'port.update', 'port.nothing'][port] ?? 'port.nothing')
  },
  oneditprepare() {
    nameByLabels()
    const form = new WatchdogForm(filledOf(this), targetsFor(this), this._)
    const tabs = showTabs(['event', 'alert', 'repeats', 'try'], this._)
    let filled = filledFrom(form.read().preset, '')
    offerSources(
      {
        current: () => form.read().preset,
        isTouched: () => !isSame(form.read(), filled),
        fill: (source) => {
          const now = form.read()
          // One's own goes on from what is there.
          if (source !== '') filled = filledFrom(source, now.property)
          form.fill(source === '' ? { ...now, preset: '' } : filled)
        }
      },
      this._
    )
    tellProblems(form, tabs, this._)
    offerTry(this, form, this._)
    open = { node: this, form, shown: form.read() }
  },
  oneditsave() {
    if (open === undefined) return
    const { form, shown } = open
    const now = form.read()
    const saved = filledOf(this)
    const differs = (name: keyof FilledWatchdog, other: FilledWatchdog): boolean => JSON.stringify(now[name]) !== JSON.stringify(other[name])
    // Where one of these was changed, all of them index the list of sieves anew.
    const isIndexedAnew = indexed.some((name) => differs(name, shown))
    // What a flow written by hand does not have comes from its preset, and does so still where nobody changed it.
    for (const name of Object.keys(now) as (keyof FilledWatchdog)[]) {
      const isChanged = differs(name, isIndexedAnew && indexed.includes(name) ? saved : shown)
      if (now.preset !== shown.preset || isChanged) Object.assign(this, { [name]: structuredClone(now[name]) })
      // Node-RED would save what it finds in a field of this id, over what is not to be saved.
      document.getElementById(`node-input-${name}`)?.removeAttribute('id')
    }
    leaveAbsent(this, 'node-input')
    open = undefined
  },
  oneditcancel() {
    open = undefined
  },
  oneditdelete() {
    open = undefined
  }
})
