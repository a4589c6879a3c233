import { readFileSync } from 'node:fs'
import type { AxeResults } from 'axe-core'
import type { Editor } from './editor'

const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds in the form of the open dialog that keeps somebody from using it. Rejects where there is no form. */
export const barriers = async (editor: Editor): Promise<readonly string[]> => {
  await editor.page.evaluate(axeSource)
  const results = await editor.page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(context: object, options: object): Promise<AxeResults> } }
    const forms = document.querySelectorAll('.red-ui-tray:last-child .alert-courier')
    return axe.run({ include: [...forms] }, { resultTypes: ['violations'] })
  })
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 160)} ${failureSummary.replace(/\s+/g, ' ').slice(0, 200)}`))
}
