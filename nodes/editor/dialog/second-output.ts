import { findInput } from './find'

/** Lets a checkbox of the open dialog switch a node's second output on and off; Node-RED reads the hidden field. */
export const offerSecondOutput = (outputs: number): void => {
  const field = findInput('node-input-outputs')
  const second = findInput('alert-courier-second-output')
  second.checked = outputs === 2
  second.addEventListener('change', () => {
    field.value = second.checked ? '2' : '1'
  })
}
