import assert from 'node:assert/strict'
import { ActionBook } from '../../nodes/action/action-book'
import { carriedOf } from '../../nodes/action/carried'

/** What a flow is told of a delivered alert beside its Dispatch's stamp. */
const notes = (saved: Readonly<Record<string, unknown>>, payload: unknown, digest = '', mattermost?: object): readonly string[] => {
  const alert = { id: 'a', action: 'action', taken: 0, message: JSON.stringify({ payload, mattermost }) }
  const receipt = { kind: 'delivered', statusCode: 200, data: 'ok' }
  const outcome = { kind: 'tried', receipt, start: 0, end: 1, attempts: 1, digest }
  const carried = carriedOf({ alert, outcome } as never, 'Ops', new ActionBook(() => saved, '', () => undefined).of('action'))
  assert.ok(carried.ok)
  return carried.dispatch.notes
}

describe('The notes of a Dispatch', () => {
  it('are none where all of the alert was understood and shown', () => {
    assert.deepEqual(notes({}, { title: 'x', link: 'https://siem.example.com/1', level: 'HIGH' }), [])
    assert.deepEqual(notes({ color: '#ff0000', template: 'full' }, { title: 'x', runbook: 'https://wiki' }), [])
    assert.deepEqual(notes({ color: '{{data.none}}' }, 'x'), [])
  })

  it('tell a link that was left out because it is no web address', () => {
    assert.deepEqual(notes({}, { title: 'x', link: 'javascript:alert(1)' }), ['link "javascript:alert(1)" is no web address; left out'])
    assert.deepEqual(notes({ template: 'compact' }, { title: 'x', link: '/alerts/1' }), ['link "/alerts/1" is no web address; left out'])
    assert.deepEqual(notes({ template: 'full' }, { title: 'x', link: '/alerts/1', runbook: 'see the wiki' }), ['link "/alerts/1" is no web address; left out', 'runbook "see the wiki" is no web address; left out'])
  })

  it('tell nothing of a link that would not have been shown', () => {
    const alert = { title: 'x', link: '/alerts/1', runbook: 'see the wiki' }
    assert.deepEqual(notes({ template: 'compact' }, { ...alert, link: '' }), [])
    assert.deepEqual(notes({ template: 'compact', text: '{{title}} {{runbook}}' }, alert), [])
    assert.deepEqual(notes({ template: 'full' }, alert, '', { attachments: [{ text: 'mine' }] }), [])
    assert.deepEqual(notes({ template: 'compact' }, alert, '', { text: 'mine' }), [])
    assert.deepEqual(notes({ template: 'compact', text: '{{#resolved}}{{#url}}x{{/url}}{{/resolved}}' }, { ...alert, status: 'DONE' }), ['link "/alerts/1" is no web address; left out'])
  })

  it('tell a link that was left out because it is too long', () => {
    assert.deepEqual(notes({}, { title: 'x', link: `https://siem.example.com/${'x'.repeat(8192)}` }), ['link is longer than 8,192 bytes; left out'])
  })

  it('tell a title link of the action’s own that was left out', () => {
    assert.deepEqual(notes({ titleLink: 'siem/{{id}}' }, { title: 'x', id: 7 }), ['title link "siem/7" is no web address; left out'])
  })

  it('tell a colour that is none', () => {
    assert.deepEqual(notes({ color: '{{data.color}}' }, { title: 'x', data: { color: 'red' } }), ['color "red" is not one that Mattermost has; that of the level taken'])
  })

  it('tell it beside what could not be understood, and the digest', () => {
    assert.deepEqual(notes({}, { title: 'x', level: 'urgent', link: 'x' }, 'd-1'), ['level "urgent" is not one that Cyphon has; INFO taken', 'link "x" is no web address; left out', 'posted in digest d-1'])
  })
})
