import type { Editor } from './editor'

/** What was found of one control, in the page. */
interface Stop {
  readonly control: string
  readonly number: number | undefined
  readonly isShown: boolean
}

/**
 * Presses Tab through the form of the open dialog, from its first control until the focus leaves it, and answers what a
 * person without a mouse would miss: controls that are never reached, and those that do not show that they have the focus.
 */
export const pressThrough = async (editor: Editor): Promise<readonly string[]> => {
  const { page } = editor
  const controls = await page.evaluate(() => {
    const form = document.querySelector('.red-ui-tray:last-child .alert-courier')
    const all = Array.from(form?.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]') ?? [])
    const reached = all.filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true }) &&
        !element.matches(':disabled, [type=hidden]') &&
        // Within a toolbar, a menu or a list of tabs one control is a stop, and arrows lead on.
        element.tabIndex >= 0
    )
    for (const [index, element] of reached.entries()) element.dataset.stop = String(index)
    reached[0]?.focus()
    return reached.map((element) => element.outerHTML.slice(0, 160))
  })
  if (controls.length === 0) return ['there is no control']
  const visited = new Set<number>()
  const problems: string[] = []
  for (let presses = 0; presses < controls.length + 20; presses += 1) {
    const stop = await page.evaluate((): Stop | undefined => {
      const host = document.activeElement
      if (host?.closest('.red-ui-tray:last-child .alert-courier') == null) return undefined
      // What is in a shadow tree has the focus itself; outside it is its host's.
      let element: Element = host
      while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
      if (!(element instanceof HTMLElement)) return undefined
      // The focus may be shown on what is around it, as Node-RED's typed inputs do.
      const shownBy = [element, element.parentElement, element.parentElement?.parentElement].filter((each) => each instanceof HTMLElement)
      const look = (): string =>
        shownBy
          .map((each) => {
            const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor, textDecorationLine } = getComputedStyle(each)
            return [outlineStyle, outlineStyle === 'none' ? '' : outlineWidth + outlineColor, boxShadow, borderColor, backgroundColor, textDecorationLine].join()
          })
          .join(';')
      for (const each of shownBy) each.style.transition = 'none'
      const focused = look()
      element.blur()
      const blurred = look()
      element.focus()
      return { control: element.outerHTML.slice(0, 160), number: element.dataset.stop === undefined ? undefined : Number(element.dataset.stop), isShown: focused !== blurred }
    })
    if (stop === undefined) break
    if (stop.number !== undefined) visited.add(stop.number)
    if (!stop.isShown) problems.push(`shows no focus: ${stop.control}`)
    await page.keyboard.press('Tab')
  }
  const isLeft = await page.evaluate(() => document.activeElement?.closest('.red-ui-tray:last-child .alert-courier') === null)
  if (!isLeft) problems.push('the focus does not leave the form')
  return [...problems, ...controls.filter((_, index) => !visited.has(index)).map((control) => `is not reached: ${control}`)]
}
