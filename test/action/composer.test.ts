import assert from 'node:assert/strict'
import { ActionBook } from '../../nodes/action/action-book'
import { PostComposer } from '../../nodes/action/composer'
import type { Waiting } from '../../nodes/courier/outbox'

describe('Posts that are made before their turn has come', () => {
  let saved: Readonly<Record<string, unknown>>
  let composer: PostComposer

  beforeEach(() => {
    saved = { title: 'Ops', text: 'first {{title}}' }
    composer = new PostComposer(new ActionBook(() => saved, '', () => undefined), '', () => 'digest')
  })

  const waiting = (n: number): Waiting => ({ n, id: `id-${n}`, action: 'a', taken: 0, since: 0, tries: 0, message: JSON.stringify({ payload: { title: `alert ${n}` } }) })

  const textOf = (alert: Waiting): unknown => (JSON.parse(composer.compose(alert)?.toString() ?? '{}') as { readonly text?: unknown }).text

  it('are made once while nothing changes', () => {
    const alert = waiting(1)
    const made = composer.compose(alert)
    assert.equal(composer.compose(alert), made)
  })

  it('are made anew where their action is another when it has', () => {
    const alert = waiting(1)
    assert.equal(textOf(alert), 'first alert 1')
    saved = { title: 'Ops', text: 'second {{title}}' }
    assert.equal(textOf(alert), 'second alert 1')
  })

  it('are of the alert that is asked for, whatever was made before', () => {
    const [one, two] = [waiting(1), waiting(2)]
    assert.deepEqual([textOf(one), textOf(two), textOf(one), textOf(two)], ['first alert 1', 'first alert 2', 'first alert 1', 'first alert 2'])
    // Another courier's outbox can have the same number.
    assert.equal(textOf({ ...two, message: JSON.stringify({ payload: { title: 'other' } }) }), 'first other')
  })
})
