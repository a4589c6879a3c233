import { element, icon } from './element'

/** A button of a row that is nothing but an icon. */
export const rowButton = (action: string, label: string, iconName: string): HTMLButtonElement =>
  element(
    'button',
    { type: 'button', class: 'red-ui-button icon-button', 'data-action': action, 'aria-label': label, title: label },
    icon(iconName)
  )

/** The grip to drag a row by. The buttons do the same by keyboard, so it is no stop for the Tab key. */
export const handle = (say: Say): HTMLElement =>
  element('span', { class: 'handle', title: say('row.drag'), 'aria-hidden': 'true' }, icon('bars'))

/** Up, down and delete; the list that the row stands in listens for `data-action`. */
export const rowControls = (say: Say): HTMLElement =>
  element(
    'span',
    { class: 'row-controls' },
    rowButton('up', say('row.up'), 'arrow-up'),
    rowButton('down', say('row.down'), 'arrow-down'),
    rowButton('remove', say('row.remove'), 'times')
  )

/** Reads which of the row's buttons an event came from. */
export const rowAction = (event: Event): { readonly action: string; readonly button: HTMLButtonElement } | undefined => {
  const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button[data-action]') : null
  const action = button?.dataset.action
  return button === null || action === undefined ? undefined : { action, button }
}
