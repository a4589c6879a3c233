/**
 * Names each control of the open dialog by its label, for good: Node-RED 5 names a field that has no `aria-labelledby`
 * by what is wrong with it, and goes on to when nothing is wrong any more.
 */
export const nameByLabels = (): void => {
  for (const label of document.querySelectorAll<HTMLLabelElement>('.alert-courier label[for]')) {
    label.id = `${label.htmlFor}-label`
    label.control?.setAttribute('aria-labelledby', label.id)
  }
}
