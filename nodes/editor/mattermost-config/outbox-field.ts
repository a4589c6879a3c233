import { element } from '../row/element'

/**
 * Lets the select show what is saved, also where it is no choice of its own (`${ENV}`, or a kind of outbox that this
 * version does not know), and tells what the chosen one survives.
 */
export const showOutbox = (select: HTMLSelectElement, hint: HTMLElement, saved: string | undefined, say: Say): void => {
  if (saved !== undefined && saved !== '') {
    const isChoice = Array.from(select.options).some(({ value }) => value === saved)
    if (!isChoice) select.append(element('option', { value: saved }, saved))
    select.value = saved
  }
  const tell = (): void => {
    const { value } = select
    hint.textContent = value === 'disk' || value === 'memory' ? say(`hint.outbox-${value}`) : ''
  }
  select.addEventListener('change', tell)
  tell()
}
