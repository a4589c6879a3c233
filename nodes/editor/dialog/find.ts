/** The element of the open dialog that has this id. Throws where the form does not have it: the form is ours. */
export const find = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`The dialog has no #${id}`)
  return found
}

/** The input of the open dialog that has this id. */
export const findInput = (id: string): HTMLInputElement => {
  const found = find(id)
  if (!(found instanceof HTMLInputElement)) throw new Error(`#${id} is no input`)
  return found
}
