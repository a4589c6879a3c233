import type { Locator } from 'playwright-core'
import sieve from '../../nodes/locales/en-US/sieve.json'
import watchdog from '../../nodes/locales/en-US/alert-watchdog.json'
import config from '../../nodes/locales/en-US/mattermost-config.json'
import action from '../../nodes/locales/en-US/webhook-action.json'

/** Keys of a catalogue that are seen, or read out, because the catalogue has no words for them. */
export const wordless = (dialog: Locator): Promise<string[]> =>
  dialog.locator('.alert-courier').evaluate(
    (form, groups) =>
      Array.from(form.querySelectorAll('*'))
        .filter((element) => element.closest('code') === null)
        .flatMap((element) => [
          ...['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
          ...Array.from(element.childNodes, (node) => (node.nodeType === 3 ? (node.textContent ?? '').trim() : ''))
        ])
        .filter((text) => groups.includes(/^(?:@[\w/-]+:)?([\w-]+)\.[\w.-]+$/.exec(text)?.[1] ?? '')),
    [...new Set([sieve, watchdog, config, action].flatMap(Object.keys))]
  )

/** The controls of ours that are seen and that nothing but a placeholder names. */
export const unlabelled = (dialog: Locator): Promise<string[]> =>
  dialog.locator('.alert-courier').evaluate((form) =>
    Array.from(form.querySelectorAll<HTMLInputElement>('input, select, textarea, button'))
      .filter((control) => control.checkVisibility({ visibilityProperty: true }) && control.type !== 'hidden')
      .filter(
        (control) =>
          !control.getAttribute('aria-label') &&
          !Array.from(control.labels ?? []).some(({ textContent }) => textContent.trim() !== '') &&
          !(control.tagName === 'BUTTON' && control.textContent.trim() !== '')
      )
      .map(({ outerHTML }) => outerHTML)
  )

/** Texts that are hard to read: those of less contrast to what is behind them than 3 to 1. */
export const faint = (dialog: Locator): Promise<string[]> =>
  dialog.locator('.alert-courier').evaluate((form) => {
    const channels = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number)
    const luminance = (color: string): number => {
      const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
        const part = value / 255
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const behind = (element: Element | null): string => {
      for (let each = element; each !== null; each = each.parentElement) {
        const { backgroundColor } = getComputedStyle(each)
        if ((channels(backgroundColor)[3] ?? 1) > 0.5) return backgroundColor
      }
      return 'rgb(255, 255, 255)'
    }
    return Array.from(form.querySelectorAll('*'))
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      // What cannot be used now may be faint.
      .filter((element) => element.closest(':disabled, [aria-disabled=true]') === null)
      .filter((element) => Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.textContent?.trim() !== '') || element.matches('input, select, textarea'))
      .filter((element) => {
        const [light = 1, dark = 0] = [luminance(getComputedStyle(element).color), luminance(behind(element))].sort((one, other) => other - one)
        return (light + 0.05) / (dark + 0.05) < 3
      })
      .map((element) => `${getComputedStyle(element).color} on ${behind(element)}: ${element.outerHTML.slice(0, 120)}`)
  })
