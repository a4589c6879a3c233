import type { Derivation } from '../../watchdog/derive'
import { windows } from '../../watchdog/muzzle'
import { find, findInput } from '../dialog/find'
import { element } from '../row/element'
import { rowList, type RowList } from '../row-list'
import type { Target } from '../rule-builder/draft'
import { derivationRows, isBlank } from './derive-rows'
import { type FilledWatchdog, noLevelFrom, triggerOf } from './filled-watchdog'
import { type LevelRow, mapOf, otherOf, rowsOf } from './level-map'
import { levelRows } from './level-rows'
import { levelSelect, readLevelSelect } from './level-select'
import { Offer } from './offer'
import { rulesSay, saySieve } from './other-catalogues'
import { SieveList } from './referring-rules'
import { type RulesField, rulesField } from './rules-field'
import { type TriggerRow, triggerRows } from './trigger-rows'

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** The field of a property, which Node-RED's validators mark. */
export const fieldOf = (property: string): Field => find(`node-input-${property}`) as Field

/** A list in the form, drawn anew each time that it is filled. */
const drawn = <Row>(id: string, kind: Parameters<typeof rowList<Row>>[1], rows: readonly Row[], what: string, say: Say): RowList<Row> => {
  const place = find(id)
  place.replaceChildren()
  return rowList(place, kind, rows, { label: say(`label.${what}`), add: say(`label.add-${what}`) }, saySieve)
}

/** Chooses a value in a select, also one that it does not offer: a flow written by hand may have any. */
const choose = (select: Field, value: string): void => {
  const { options } = select as HTMLSelectElement
  if (Array.from(options).every((option) => option.value !== value)) select.append(element('option', { value, class: 'gone' }, value))
  select.value = value
}

/** The fields of the open dialog below the source: shows a watchdog, and reads the one that they now hold. */
export class WatchdogForm {
  #preset = ''
  #derive: RowList<Derivation>
  #triggers: RowList<TriggerRow>
  #levels: RowList<LevelRow>
  #onlyWhen: RulesField
  #resolvedWhen: RulesField
  /** The list that saved rules index which cannot be read. */
  #sieves: readonly string[] = []
  readonly #targets: readonly Target[]
  readonly #offer = new Offer()
  readonly #say: Say

  /** @param targets the sieves that its rules may refer to */
  constructor(filled: FilledWatchdog, targets: readonly Target[], say: Say) {
    this.#targets = targets
    this.#say = say
    ;({ derive: this.#derive, triggers: this.#triggers, levels: this.#levels, onlyWhen: this.#onlyWhen, resolvedWhen: this.#resolvedWhen } =
      this.#draw(filled))
    this.#set(filled)
    $('#node-input-property').typedInput({ default: 'msg', types: ['msg'] })
    // The widget puts a field of its own beside the one that the label is for.
    find('node-input-property').nextElementSibling?.querySelector('input')?.setAttribute('aria-label', say('label.property'))
    const by = find('alert-courier-level-by')
    const enabled = findInput('node-input-muzzleEnabled')
    const window = fieldOf('muzzleWindow')
    by.addEventListener('change', () => this.#showParts())
    enabled.addEventListener('change', () => this.#showParts())
    window.addEventListener('change', () => this.#showParts())
    this.#showParts()
  }

  /** Shows another watchdog in the same dialog. */
  fill(filled: FilledWatchdog): void {
    const lists = this.#draw(filled)
    this.#derive = lists.derive
    this.#triggers = lists.triggers
    this.#levels = lists.levels
    this.#onlyWhen = lists.onlyWhen
    this.#resolvedWhen = lists.resolvedWhen
    this.#set(filled)
    this.#showParts()
  }

  read(): FilledWatchdog {
    const value = (property: string): string => fieldOf(property).value
    const interval = value('muzzleInterval').trim()
    const isByField = this.#isByField()
    const [onlyWhen, resolvedWhen] = [this.#onlyWhen.read(), this.#resolvedWhen.read()]
    const triggers = isByField ? [] : this.#triggers.read()
    const sieves = new SieveList([onlyWhen, ...triggers.map(({ when }) => when), resolvedWhen], this.#sieves)
    return {
      preset: this.#preset,
      property: value('property'),
      derive: this.#derive.read().filter((row) => !isBlank(row)),
      split: value('split'),
      onlyWhen: sieves.put(onlyWhen),
      source: value('source'),
      title: value('title'),
      link: value('link'),
      description: value('description'),
      runbook: value('runbook'),
      time: value('time'),
      details: value('details'),
      triggers: triggers.map(({ level, when }) => triggerOf(level, sieves.put(when))),
      levelFrom: isByField
        ? { field: findInput('alert-courier-level-field').value.trim(), map: mapOf(this.#levels.read(), readLevelSelect(find('alert-courier-other-place'))) }
        : noLevelFrom,
      resolvedWhen: sieves.put(resolvedWhen),
      muzzleFields: value('muzzleFields'),
      muzzleInterval: interval === '' || Number.isNaN(Number(interval)) ? interval : Number(interval),
      muzzleUnit: value('muzzleUnit'),
      muzzleEnabled: findInput('node-input-muzzleEnabled').checked,
      muzzleWindow: value('muzzleWindow'),
      // Last: by now all rules are in it.
      sieves: sieves.ids
    }
  }

  /** The rows of derived values as they stand, blank ones too. */
  get derivations(): readonly Derivation[] {
    return this.#derive.read()
  }

  /** Offers what all rules look at in a sample; `undefined` for none. */
  offer(event: unknown): void {
    this.#offer.take(event)
  }

  /** The values in the rows of levels as they stand; a map has no value twice. */
  get values(): readonly string[] {
    return this.#levels.read().map(({ value }) => value)
  }

  #isByField(): boolean {
    return (find('alert-courier-level-by') as HTMLSelectElement).value === 'field'
  }

  #draw(filled: FilledWatchdog): {
    readonly derive: RowList<Derivation>
    readonly triggers: RowList<TriggerRow>
    readonly levels: RowList<LevelRow>
    readonly onlyWhen: RulesField
    readonly resolvedWhen: RulesField
  } {
    const say = this.#say
    const targets = this.#targets
    const offer = this.#offer
    offer.forget()
    const { sieves } = filled
    const rows = filled.triggers.map((trigger) => ({ level: trigger.level, when: { rules: trigger, sieves } }))
    return {
      derive: drawn('alert-courier-derive', derivationRows(say), filled.derive, 'derivation', say),
      triggers: drawn('alert-courier-triggers', triggerRows(targets, offer, say), rows, 'trigger', say),
      levels: drawn('alert-courier-map', levelRows(say), rowsOf(filled.levelFrom.map), 'map-row', say),
      onlyWhen: rulesField(find('alert-courier-onlyWhen'), { rules: filled.onlyWhen, sieves }, targets, offer, rulesSay(say, 'onlyWhen')),
      resolvedWhen: rulesField(find('alert-courier-resolvedWhen'), { rules: filled.resolvedWhen, sieves }, targets, offer, rulesSay(say, 'resolvedWhen'))
    }
  }

  #set(filled: FilledWatchdog): void {
    this.#preset = filled.preset
    this.#sieves = filled.sieves
    for (const property of ['split', 'source', 'title', 'link', 'description', 'runbook', 'time', 'details', 'muzzleFields'] as const) {
      fieldOf(property).value = filled[property]
    }
    $('#node-input-property').val(filled.property)
    fieldOf('muzzleInterval').value = String(filled.muzzleInterval)
    choose(fieldOf('muzzleUnit'), filled.muzzleUnit)
    choose(fieldOf('muzzleWindow'), filled.muzzleWindow)
    findInput('node-input-muzzleEnabled').checked = filled.muzzleEnabled
    const { field, map } = filled.levelFrom
    const isByField = filled.triggers.length === 0 && (field !== '' || Object.keys(map).length > 0)
    choose(find('alert-courier-level-by') as HTMLSelectElement, isByField ? 'field' : 'triggers')
    findInput('alert-courier-level-field').value = field
    const other = levelSelect(this.#say('label.other'), otherOf(map), this.#say('label.no-alert'))
    other.id = 'alert-courier-other'
    find('alert-courier-other-place').replaceChildren(other)
  }

  /** Shows of what hangs on a choice the part that was chosen. */
  #showParts(): void {
    const isByField = this.#isByField()
    find('alert-courier-by-triggers').hidden = isByField
    find('alert-courier-by-field').hidden = !isByField
    find('alert-courier-muzzle').hidden = !findInput('node-input-muzzleEnabled').checked
    const window = fieldOf('muzzleWindow').value
    find('alert-courier-window-hint').textContent = windows.some((one) => one === window) ? this.#say(`hint.${window}`) : ''
  }
}
