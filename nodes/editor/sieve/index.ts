import { versionOf } from '../../saved/steps'
import { leaveAbsent, showDefaults } from '../dialog/defaults'
import { find, findInput } from '../dialog/find'
import { nameByLabels } from '../dialog/names'
import { offerSecondOutput } from '../dialog/second-output'
import type { SieveProblem } from '../../sieve/problem'
import { applyLook } from '../look/style'
import { element } from '../row/element'
import { ruleBuilder, type RuleBuilder } from '../rule-builder'
import { problemsIn } from '../rule-builder/check'
import { wholeSummary } from '../rule-builder/summary'
import { inWords } from '../validator/in-words'
import { checkVersion } from '../validator/version'
import { labelOf, nameOf } from './label'
import { liveSummary } from './live-summary'
import { groupOf, idsOf, type SieveProperties } from './properties'
import { revalidateReferrers } from './revalidate'
import { targetProblem, targetsFor } from './targets'
import { offerTry } from './try'

/**
 * The rules in the dialog that is open now: Node-RED opens one dialog of a type at a time. None where the saved rules
 * cannot be read: those stay as they are.
 */
let builder: RuleBuilder | undefined

/** What they were when it was opened. */
let before = ''

/** Why saved rules cannot be read. */
const brokenIn = (say: Say, { reason, detail }: SieveProblem): string => say('failure.broken', { why: say(`why.${reason}`, { detail }) })

const checkProperty = inWords<SieveProperties>(function (value) {
  return value === undefined || RED.utils.validateTypedProperty(value, 'msg', {}) === true || this._('problem.property')
})

const checkNodes = inWords<SieveProperties>(function () {
  const group = groupOf(this)
  if (!group.ok) return brokenIn(this._, group.problem)
  const problems = problemsIn(group.value.nodes).map(
    ({ place, problem }) => `${this._('problem.rule', { place })}: ${this._(problem.key, problem.values)}`
  )
  return problems.length === 0 ? true : problems
})

const checkSieves = inWords<SieveProperties>(function () {
  const problem = targetProblem(this)
  return problem === undefined ? true : this._(problem)
})

applyLook()
revalidateReferrers('sieve')

RED.nodes.registerType<SieveProperties, object>('sieve', {
  category: 'mattermost',
  categoryDescription: '@alert-courier/node-red-mattermost/sieve:palette.description',
  color: '#C0DEED',
  icon: 'alert-courier-sieve.svg',
  inputs: 1,
  outputs: 1,
  defaults: {
    version: { value: versionOf('sieve'), validate: checkVersion('sieve') },
    name: { value: '' },
    property: { value: 'payload', validate: checkProperty },
    logic: { value: 'AND' },
    negate: { value: false },
    nodes: { value: [], validate: checkNodes },
    sieves: { value: [], type: 'sieve[]', validate: checkSieves },
    outputs: { value: 1 }
  },
  paletteLabel() {
    return this._('palette.name')
  },
  label() {
    return labelOf(this)
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : ''
  },
  inputLabels() {
    return this._('port.message')
  },
  outputLabels(port) {
    return this._(port === 0 ? 'port.match' : 'port.no-match')
  },
  oneditprepare() {
    showDefaults(this, 'node-input')
    nameByLabels()
    $('#node-input-property').typedInput({ default: 'msg', types: ['msg'] })
    // The widget puts a field of its own beside the one that the label is for.
    const typed = find('node-input-property').nextElementSibling?.querySelector('input')
    typed?.setAttribute('aria-label', this._('label.property'))
    offerSecondOutput(this.outputs)
    const place = find('alert-courier-rules')
    const group = groupOf(this)
    if (group.ok) {
      const rules = ruleBuilder(place, { group: group.value, sieves: idsOf(this) }, targetsFor(this), this._)
      builder = rules
      before = JSON.stringify(rules.read())
      const wordsNow = (): string => {
        const now = rules.read()
        return wholeSummary(now.group, this._, (index) => nameOf(now.sieves[index], this._))
      }
      liveSummary(find('alert-courier-summary'), place, wordsNow, this._)
      const valueOf = (property: 'name' | 'property'): string => findInput(`node-input-${property}`).value
      offerTry(find('alert-courier-try'), { node: this, name: () => valueOf('name'), property: () => valueOf('property'), builder: rules }, this._)
    } else {
      builder = undefined
      place.append(element('p', { class: 'problem' }, brokenIn(this._, group.problem)))
    }
  },
  oneditsave() {
    leaveAbsent(this, 'node-input')
    if (builder === undefined) return
    const { group, sieves } = builder.read()
    // Where nothing was changed, they stay as somebody wrote them.
    if (JSON.stringify({ group, sieves }) === before) return
    this.logic = group.logic
    this.negate = group.negate
    this.nodes = group.nodes
    this.sieves = sieves
  }
})
