import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { helpOf, languages, original, sets, stringsOf } from '../locales/catalogues'
import { sharedNodeRed } from '../support/real-node-red'
import { config } from '../support/saved'
import { describeInBrowser, openEditorIn } from './browser'
import type { Editor } from './editor'
import { flow, rule, sieve } from './flows'
import { wordless } from './perceived'

const z = 'languages'

const watchdog = (id: string, y: number, more: object): FlowNode => ({ id, type: 'alert-watchdog', z, name: id, x: 200, y, wires: [[], [], []], ...more })

/** All that dialogs can say: rows of each kind, and what is wrong with them. */
const flows: readonly FlowNode[] = [
  flow(z, 'Languages'),
  config('courier', 'https://mattermost.example.com', { name: 'Ops', public: false, passportUsers: ['ann'], visaCalls: 'ten', outboxLimit: 'x' }),
  {
    id: 'action',
    type: 'webhook-action',
    z,
    name: 'A1',
    config: 'courier',
    title: 'T',
    description: 'D',
    timeZone: 'Europe/Berlyn',
    text: '{{#open}}',
    fields: [{ title: 'Host', value: '{{data.host}}', short: true }],
    routes: [{ level: 'CRITICAL', channel: '{{#open}}' }, { level: 'CRITICAL', mention: '@oncall' }],
    outputs: 2,
    x: 200,
    y: 100,
    wires: [[], []]
  },
  sieve('S1', z, {
    y: 200,
    nodes: [
      rule('rule.level', '>=', 'ten'),
      rule('a', 'contains', '(?=b)', { regex: true }),
      { type: 'sieve', logic: 'OR', negate: true, nodes: [rule('agent.name', 'is null', ''), { type: 'ref', sieve: 0, negate: true }] },
      { type: 'sieve', logic: 'AND', negate: false, nodes: [] }
    ],
    sieves: ['S2'],
    outputs: 2
  }),
  sieve('S2', z, { y: 300, nodes: [rule('a..b', 'equals', 'x')] }),
  watchdog('W1', 400, {
    property: 'payload',
    split: 'a..b',
    derive: [{ name: '', from: [], json: true, match: '', mask: true }, { name: 'a.b', from: ['x'], json: false, match: '', mask: false }],
    triggers: [{ level: 'HIGH', logic: 'AND', negate: false, nodes: [rule('level', '>=', 'ten')] }],
    muzzleInterval: 'x'
  }),
  watchdog('W2', 500, { preset: 'alertmanager', muzzleFields: '' })
]

/** What is seen of some element, or read out. */
const wordsIn = (place: Locator): Promise<string[]> =>
  place.evaluateAll((roots) =>
    roots
      .flatMap((root) => [root, ...root.querySelectorAll('*')])
      .filter((element) => element.closest('code, pre, bdi') === null)
      .flatMap((element) => [
        ...['aria-label', 'title', 'placeholder', 'label', 'aria-valuetext'].map((name) => element.getAttribute(name) ?? ''),
        ...Array.from(element.childNodes, (node) => (node.nodeType === 3 ? (node.textContent ?? '') : ''))
      ])
      .map((text) => text.replace(/\s+/g, ' ').trim())
      .filter((text) => text !== '')
  )

const plain = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The English sentences that are others in a language, as patterns; those of a few letters only where they are all there is. */
const englishOf = (language: string): readonly RegExp[] => {
  const english = sets.flatMap((set) => {
    const translated = stringsOf(language, set)
    return [...stringsOf(original, set)].filter(([key, text]) => translated.get(key) !== text).map(([, text]) => text)
  })
  const alike = new Set(sets.flatMap((set) => [...stringsOf(language, set).values()]))
  return english
    .filter((text) => !alike.has(text) && !/[<{]/.test(text))
    .map((text) => {
      const parts = text.split(/__\w+?__/)
      const letters = parts.join('').replace(/[^a-z]/gi, '').length
      const pattern = parts.map(plain).join('.+')
      return letters < 12 ? new RegExp(`^${pattern}$`) : new RegExp(pattern)
    })
    .filter(({ source }) => /[a-z]{2}/i.test(source.replaceAll('.+', '')))
}

for (const language of languages) {
  describeInBrowser(`In a browser that speaks ${language},`, () => {
    let nodeRed: NodeRed
    let editor: Editor
    let english: readonly RegExp[]

    before(async () => {
      nodeRed = await sharedNodeRed()
      await nodeRed.deploy(flows)
      english = englishOf(language)
      editor = await openEditorIn(nodeRed, language)
      await editor.show('Languages')
    })

    // A dialog that a failure left open would fail all others, too.
    afterEach(async function () {
      if (this.currentTest?.state !== 'failed') return
      await editor.open(nodeRed.url)
      await editor.show('Languages')
    })

    after(() => editor.close())

    const assertTranslated = async (place: Locator): Promise<void> => {
      const words = await wordsIn(place)
      assert.ok(words.length > 0)
      assert.deepEqual(words.filter((text) => english.some((one) => one.test(text))), [])
    }

    /** Reads the open dialog, on each of its tabs. */
    const checkDialog = async (): Promise<void> => {
      const form = editor.dialog.locator('.alert-courier')
      const tabs = form.getByRole('tab')
      for (let tab = 0; tab < Math.max(1, await tabs.count()); tab += 1) {
        if ((await tabs.count()) > 0) await tabs.nth(tab).press('Enter')
        await assertTranslated(form)
        assert.deepEqual(await wordless(editor.dialog), [])
      }
    }

    for (const label of ['S1', 'S2', 'A1', 'W1', 'W2']) {
      it(`the dialog of ${label} has no English in it, and no key`, async () => {
        await editor.edit(label)
        await checkDialog()
        await editor.cancel()
      })
    }

    it('that of a Courier has none, nor what its server says', async () => {
      await editor.edit('A1')
      await editor.editConfig()
      await editor.dialog.getByText(stringsOf(language, 'mattermost-config').get('outbox.not-deployed') ?? '').waitFor()
      await checkDialog()
      await editor.cancel()
      await editor.cancel()
    })

    it('what nodes are called in the palette, and what is wrong with them in the flow, has none', async () => {
      const { page } = editor
      await assertTranslated(page.locator(sets.map((type) => `.red-ui-palette-node[data-palette-type="${type}"]`).join(', ')))
      for (const label of ['S1', 'A1', 'W1']) {
        const problems = await editor.problemsOf(label)
        assert.notEqual(problems, '')
        assert.deepEqual(problems.split('\n').filter((text) => english.some((one) => one.test(text))), [])
      }
    })

    it('the help is in that language', async () => {
      for (const type of sets) {
        const shown = await editor.page.evaluate((name) => {
          const { RED } = globalThis as unknown as { RED: { nodes: { getNodeHelp(type: string): string } } }
          return RED.nodes.getNodeHelp(name)
        }, type)
        const [, first] = /<p>(.*?)<\/p>/.exec(helpOf(language, type)) ?? []
        assert.ok(first !== undefined && shown.includes(first), type)
      }
    })
  })
}
