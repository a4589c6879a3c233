import { showTabs as show } from '../dialog/tabs'

/** Puts the dialog in two tabs: the action as Cyphon's form has it, and its message. */
export const showTabs = (say: Say): void => {
  show(['action', 'message'], say)
}
