import assert from 'node:assert/strict'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { regex, sieve } from '../sieve/saved-sieves'
import { startNodeRed } from '../support/real-node-red'
import { action, catchAll, config, debug, inject, tab } from '../support/saved'
import { languages, original, stringsOf } from '../locales/catalogues'

const nodes = ['broken sieve', 'idle action', 'odd watchdog', 'waiting action'] as const

/** Nodes that cannot work, each in a way of its own, and one whose Mattermost nobody can reach. */
const flows: readonly FlowNode[] = [
  tab('flow'),
  config('nowhere', 'http://127.0.0.1:9', { credentials: { key: 'akeythatnobodyeverissuedtous' } }),
  sieve('broken sieve', [regex('a', 'contains', '(?=b)')]),
  action('idle action', ''),
  { id: 'odd watchdog', type: 'alert-watchdog', z: 'flow', name: '', property: 'payload', title: '{{#open}}', x: 100, y: 100, wires: [[], [], []] },
  action('waiting action', 'nowhere'),
  ...nodes.map((id) => inject(`to ${id}`, { title: 'x' }, [id])),
  catchAll('catch', 'caught'),
  debug('caught', 'error.message')
]

for (const language of languages) {
  describe(`A Node-RED whose server speaks ${language}`, () => {
    let nodeRed: NodeRed

    /** A string of the language with what is filled in as a pattern, which its English does not match. */
    const said = (set: string, key: string): RegExp => {
      const pattern = (text: string): RegExp =>
        new RegExp(`^${text.split(/__\w+?__/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^]+')}$`)
      const text = stringsOf(language, set).get(key)
      assert.ok(text, key)
      assert.doesNotMatch(stringsOf(original, set).get(key) ?? '', pattern(text))
      return pattern(text)
    }

    /** The error of a node as a Catch node has it: `Error: ` and the sentence. */
    const errorOf = async (id: string): Promise<string> => {
      nodeRed.debugged.length = 0
      await nodeRed.inject(`to ${id}`)
      return (await nodeRed.debugOf(['caught'])).msg.replace(/^Error: /, '')
    }

    const shows = (id: string, text: RegExp): Promise<void> =>
      nodeRed.until(() => text.test(nodeRed.statuses.get(id)?.text ?? ''), `${id} to show ${String(text)}`)

    before(async () => {
      nodeRed = await startNodeRed({ settings: `lang: '${language}',` })
      await nodeRed.listen()
      await nodeRed.deploy(flows)
    })

    it('has its nodes say what is wrong in that language, in their statuses and their errors', async () => {
      await shows('broken sieve', said('sieve', 'status.broken'))
      await shows('idle action', said('webhook-action', 'status.CONFIG_INVALID'))
      await shows('odd watchdog', said('alert-watchdog', 'status.TEMPLATE_INVALID'))
      const ofSieve = await errorOf('broken sieve')
      assert.match(ofSieve, said('sieve', 'failure.broken'))
      assert.match(ofSieve, /\(\?=/)
      assert.match(await errorOf('idle action'), said('webhook-action', 'failure.config-missing'))
      const ofWatchdog = await errorOf('odd watchdog')
      assert.match(ofWatchdog, said('alert-watchdog', 'failure.template'))
      assert.match(ofWatchdog, new RegExp(said('webhook-action', 'template.section-open').source.slice(1, -1)))
    })

    it('tells what an alert waits for, and in the log what became of it', async () => {
      await nodeRed.inject('to waiting action')
      await shows('waiting action', said('webhook-action', 'status.retry'))
      await nodeRed.deploy(flows.filter(({ id }) => id !== 'nowhere' && !id.endsWith('waiting action')))
      const told = said('webhook-action', 'log.config-deleted').source.slice(1, -1)
      await nodeRed.until(() => new RegExp(told).test(nodeRed.log), 'the log to tell of the Courier')
    })
  })
}
