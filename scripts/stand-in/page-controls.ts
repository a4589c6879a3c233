/** The buttons of the page: they switch faults, and copy what is to be typed elsewhere. */

/** What a selector finds; throws when that is nothing. */
export const find = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(selector)
  if (found === null) throw new Error(`The page lacks ${selector}`)
  return found
}

const proxyPage = '<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>'
const faults: Readonly<Record<string, object>> = {
  down: { kind: 'answer', status: 503, headers: { 'Content-Type': 'text/html' }, body: proxyPage },
  limited: { kind: 'error', cause: 'rate limited' },
  key: { kind: 'error', cause: 'invalid webhook' },
  failed: { kind: 'error', cause: 'create post failed' },
  hang: { kind: 'hang' },
  reset: { kind: 'reset' }
}

/** One switch at a time: a new fault takes the place of the one before; a name without a fault heals. */
const switchFault = async (base: string, name: string): Promise<void> => {
  const address = `${base}/stand-in/faults`
  await fetch(address, { method: 'DELETE' })
  const fault = faults[name]
  if (fault === undefined) return
  const times = Number((find('[name=times]:checked') as HTMLInputElement).value)
  await fetch(address, { method: 'POST', body: JSON.stringify({ fault, ...(times > 0 && { times }) }) })
}

const copy = async (button: HTMLButtonElement, text: string): Promise<void> => {
  await navigator.clipboard.writeText(text)
  button.textContent = 'Copied'
  find('.announcer[role=status]').textContent = 'Copied'
  setTimeout(() => (button.textContent = 'Copy'), 1500)
}

/** Makes all buttons do what they say; `base` is the site's subpath. */
export const listenToControls = (base: string): void => {
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest('button')
    const { fault, copy: text } = button?.dataset ?? {}
    if (fault !== undefined) void switchFault(base, fault)
    if (text !== undefined && button !== null) void copy(button, text)
  })
}
