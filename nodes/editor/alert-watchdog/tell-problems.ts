import { isEnvironmentVariable } from '../../saved/environment-variable'
import { find } from '../dialog/find'
import type { Tabs } from '../dialog/tabs'
import { element } from '../row/element'
import { type CheckedField, derivationProblem, fieldChecks, levelFieldProblem, levelsProblems, rulesProblems, triggersProblems } from './check'
import { isBlank } from './derive-rows'
import { fieldOf, type WatchdogForm } from './form'

const fields = Object.keys(fieldChecks) as readonly CheckedField[]

const mark = (field: Element, isWrong: boolean): void => {
  field.classList.toggle('input-error', isWrong)
  if (isWrong) field.setAttribute('aria-invalid', 'true') // present but empty, it would say the opposite
  else field.removeAttribute('aria-invalid')
}

/** Gives each field that can be wrong a place below it where that is told. */
const givePlaces = (): void => {
  for (const name of fields) {
    const field = fieldOf(name)
    const id = `alert-courier-${name}-problem`
    field.closest('.form-row')?.append(element('p', { id, class: 'hint problem', role: 'status' }))
    field.setAttribute('aria-describedby', `${field.getAttribute('aria-describedby') ?? ''} ${id}`.trim())
  }
}

/** Writes sentences where they are told, if they are not there yet: a screen reader says what changes. */
const tellAt = (place: Element, ...sentences: readonly string[]): void => {
  const text = sentences.map((sentence) => sentence.charAt(0).toUpperCase() + sentence.slice(1)).join('\n')
  if (place.textContent !== text) place.textContent = text
}

const tellRows = (form: WatchdogForm, say: Say): boolean => {
  let isWrong = false
  const items = find('alert-courier-derive').querySelectorAll(':scope > ol > li')
  for (const [index, row] of form.derivations.entries()) {
    const problem = isBlank(row) ? undefined : derivationProblem(row, say)
    const item = items[index]
    const place = item?.querySelector(':scope > .problem')
    if (place) tellAt(place, problem?.words ?? '')
    for (const field of item?.querySelectorAll('input[type=text]') ?? []) mark(field, field.classList.contains(problem?.at ?? 'none'))
    isWrong ||= problem !== undefined
  }
  return isWrong
}

/**
 * Tells in the open dialog what is wrong, each in words where it is, and which tabs it is in; and again on all that a
 * person does.
 */
export const tellProblems = (form: WatchdogForm, tabs: Tabs, say: Say): void => {
  givePlaces()
  const tell = (): void => {
    const filled = form.read()
    const wrong = new Set<string>()
    const at = (inside: Element, isWrong: boolean): void => {
      const pane = inside.closest('[role=tabpanel]')
      if (isWrong && pane !== null) wrong.add(pane.id)
    }
    for (const name of fields) {
      const problem = fieldChecks[name](filled, say)
      const field = fieldOf(name)
      tellAt(find(`alert-courier-${name}-problem`), problem ?? '')
      mark(field, problem !== undefined)
      at(field, problem !== undefined)
    }
    at(find('alert-courier-derive'), tellRows(form, say))
    at(find('alert-courier-onlyWhen'), rulesProblems(filled.onlyWhen, filled.sieves).length > 0)
    at(find('alert-courier-resolvedWhen'), rulesProblems(filled.resolvedWhen, filled.sieves).length > 0)

    const triggers = triggersProblems(filled, say)
    tellAt(find('alert-courier-triggers-problem'), ...triggers.list)
    at(find('alert-courier-triggers'), triggers.list.length + triggers.rules.length > 0)
    for (const select of document.querySelectorAll<HTMLSelectElement>('.alert-courier select.level')) {
      const chosen = select.selectedOptions[0]
      mark(select, chosen?.classList.contains('gone') === true && !isEnvironmentVariable(chosen.value))
    }
    const isByField = !find('alert-courier-by-field').hidden
    const ofField = isByField ? levelFieldProblem(filled) : undefined
    const ofLevels = isByField ? levelsProblems(filled, form.values, say) : []
    tellAt(find('alert-courier-level-field-problem'), ofField ?? '')
    mark(find('alert-courier-level-field'), ofField !== undefined)
    tellAt(find('alert-courier-map-problem'), ...ofLevels, ...(isByField ? triggers.list : []))
    at(find('alert-courier-map'), ofField !== undefined || ofLevels.length > 0)

    for (const name of ['event', 'alert', 'repeats']) tabs.mark(name, wrong.has(`alert-courier-${name}`) ? say('problem.in-tab') : '')
  }
  // jQuery's events too: a row that was dragged is told of by them only.
  $(find('alert-courier-panes').parentElement ?? document.body).on('input change click sortupdate', tell)
  tell()
}
