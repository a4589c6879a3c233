import { levels } from '../../alert/level'
import { element } from '../row/element'

/**
 * A choice of the levels. One that is none of them, as a flow written by hand may have it, stays chosen until the user
 * says otherwise.
 *
 * @param none says what '' stands for; without it there is always a level
 */
export const levelSelect = (label: string, level: string, none?: string): HTMLSelectElement => {
  const select = element('select', { class: 'level', 'aria-label': label })
  for (const one of levels) select.append(element('option', { value: one }, one))
  if (none !== undefined) select.append(element('option', { value: '' }, none))
  if (Array.from(select.options).every(({ value }) => value !== level)) {
    select.append(element('option', { value: level, class: 'gone' }, level === '' ? '–' : level))
  }
  select.value = level
  return select
}

export const readLevelSelect = (item: Element): string => item.querySelector<HTMLSelectElement>('select.level')?.value ?? ''
