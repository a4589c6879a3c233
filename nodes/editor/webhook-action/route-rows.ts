import { levels, readLevel } from '../../alert/level'
import { priorities, type SavedRoute } from '../../mattermost/saved-route'
import { element } from '../row/element'
import type { RowKind } from '../row-list'

/** A route of a flow written by hand may have less. */
export const routeOf = (saved: Partial<Readonly<Record<keyof SavedRoute, unknown>>>): SavedRoute => {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  return {
    level: readLevel(saved.level) ?? text(saved.level),
    channel: text(saved.channel),
    mention: text(saved.mention),
    priority: text(saved.priority).trim().toLowerCase(),
    requestedAck: saved.requestedAck === true || saved.requestedAck === 'true',
    silent: saved.silent === true || saved.silent === 'true'
  }
}

/** A row of the action's routes: a level, and what of the post is otherwise for it. */
export const routeRows = (place: HTMLElement, say: Say): RowKind<SavedRoute> => {
  const choice = (name: 'level' | 'priority', options: readonly (readonly [value: string, text: string])[], chosen: string): HTMLSelectElement => {
    const select = element('select', { class: name, 'data-name': name, 'aria-label': say(`label.route-${name}`) })
    // What is saved and none of these is kept until something else is chosen.
    const others: typeof options = options.some(([value]) => value === chosen) ? [] : [[chosen, chosen]]
    for (const [value, text] of [...options, ...others]) select.append(element('option', { value }, text))
    select.value = chosen
    return select
  }
  const text = (name: 'channel' | 'mention', content: string): HTMLInputElement => {
    const input = element('input', {
      type: 'text',
      'data-name': name,
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-label': say(`label.route-${name}`),
      placeholder: say(`placeholder.route-${name}`)
    })
    input.value = content
    return input
  }
  const check = (name: 'requestedAck' | 'silent', checked: boolean): HTMLLabelElement => {
    const box = element('input', { type: 'checkbox', 'data-name': name })
    box.checked = checked
    return element('label', { class: 'check' }, box, say(`label.route-${name}`))
  }
  return {
    /** For a level that has no route yet. */
    get empty(): SavedRoute {
      const taken = Array.from(place.querySelectorAll<HTMLSelectElement>('[data-name=level]'), ({ value }) => value)
      return routeOf({ level: levels.find((level) => !taken.includes(level)) ?? levels[0] })
    },
    draw: (route) => [
      element(
        'div',
        { class: 'route' },
        element(
          'div',
          { class: 'line' },
          choice('level', levels.map((level) => [level, level]), route.level),
          text('channel', route.channel),
          text('mention', route.mention)
        ),
        element(
          'div',
          { class: 'line' },
          choice('priority', priorities.map((priority) => [priority, say(`option.priority-${priority === '' ? 'none' : priority}`)]), route.priority),
          check('requestedAck', route.requestedAck),
          check('silent', route.silent)
        )
      )
    ],
    read: (line) => {
      const field = (name: keyof SavedRoute): HTMLInputElement | HTMLSelectElement | null => line.querySelector(`[data-name=${name}]`)
      const isOn = (name: 'requestedAck' | 'silent'): boolean => line.querySelector<HTMLInputElement>(`[data-name=${name}]`)?.checked === true
      return {
        level: field('level')?.value ?? '',
        channel: field('channel')?.value ?? '',
        mention: field('mention')?.value ?? '',
        priority: field('priority')?.value ?? '',
        requestedAck: isOn('requestedAck'),
        silent: isOn('silent')
      }
    }
  }
}
