import type { RowAction } from './menu'

/** The keys that do to a row, from any control in it, what its menu does. */
const shortcuts: readonly { readonly key: string; readonly shift: boolean; readonly action: RowAction; readonly shown: string }[] = [
  { key: 'ArrowUp', shift: false, action: 'up', shown: 'Alt+↑' },
  { key: 'ArrowDown', shift: false, action: 'down', shown: 'Alt+↓' },
  { key: 'ArrowLeft', shift: false, action: 'out', shown: 'Alt+←' },
  { key: 'ArrowRight', shift: false, action: 'in', shown: 'Alt+→' },
  { key: 'ArrowDown', shift: true, action: 'duplicate', shown: 'Alt+Shift+↓' }
]

/** There Alt with an arrow moves by words in a text, and people are used to it. */
const isMac = /Mac OS X/.test(navigator.userAgent)

const movesCaret = ({ key, target }: KeyboardEvent): boolean =>
  isMac && (key === 'ArrowLeft' || key === 'ArrowRight') && target instanceof HTMLInputElement

/**
 * What a key asks for, if anything: Alt with an arrow moves, as WAI-ARIA's rearrangeable lists and text editors have it.
 * Source: https://www.w3.org/WAI/ARIA/apg/patterns/listbox/examples/listbox-rearrangeable/
 */
export const actionOf = (event: KeyboardEvent): RowAction | undefined => {
  if (!event.altKey || event.ctrlKey || event.metaKey || movesCaret(event)) return undefined
  return shortcuts.find(({ key, shift }) => key === event.key && shift === event.shiftKey)?.action
}

/** How a person reads the keys for an action; '' where it has none. */
export const shownKeys = (action: RowAction): string => {
  const shown = shortcuts.find((shortcut) => shortcut.action === action)?.shown ?? ''
  return isMac ? shown.replace('Alt+', '⌥').replace('Shift+', '⇧') : shown
}

/** The same for a screen reader, as `aria-keyshortcuts` has it. */
export const namedKeys = (action: RowAction): string | undefined => {
  const shortcut = shortcuts.find((one) => one.action === action)
  return shortcut && `Alt+${shortcut.shift ? 'Shift+' : ''}${shortcut.key}`
}
