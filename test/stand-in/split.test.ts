import assert from 'node:assert/strict'
import { splitPost } from '../../scripts/stand-in/split'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { post } from './posting'

const lengths = (text: string): readonly number[] =>
  (splitPost(text, [], {}) ?? []).map((part) => Array.from(part.text).length)

describe('Splitting of posts', () => {
  it('leaves 16383 code points in one post, emoji counted once each', () => {
    assert.deepEqual(lengths('😀'.repeat(16383)), [16383])
  })

  it('cuts at exactly 16383 code points', () => {
    assert.deepEqual(lengths('😀'.repeat(16384)), [16383, 1])
    assert.deepEqual(lengths('x'.repeat(40000)), [16383, 16383, 7234])
  })

  it('keeps a text without end whole over the parts', () => {
    const text = Array.from({ length: 20000 }, (_, at) => String.fromCodePoint(0x1f300 + (at % 256))).join('')
    assert.equal(splitPost(text, [], {})?.map((part) => part.text).join(''), text)
  })

  it('puts attachments on the last part', () => {
    const parts = splitPost('x'.repeat(16384), [{ text: 'a' }, { text: 'b' }], {})
    assert.deepEqual(parts?.map((part) => part.attachments.length), [0, 2])
  })

  it('moves attachments that do not fit to further posts, without text', () => {
    const big = { text: 'x'.repeat(400_000) }
    const parts = splitPost('hello', [big, big], {})
    assert.deepEqual(parts?.map((part) => [part.text, part.attachments.length]), [
      ['hello', 1],
      ['', 1]
    ])
  })

  it('cuts the text of a single attachment that is too big', () => {
    const [part] = splitPost('', [{ text: 'x'.repeat(800_000) }], {}) ?? []
    assert.equal(JSON.stringify({ attachments: part?.attachments }).length, 760_000)
  })

  it('fails where cutting the text does not help', () => {
    assert.equal(splitPost('', [{ title: 'x'.repeat(800_000) }], {}), undefined)
    assert.equal(splitPost('', [], { card: 'x'.repeat(800_000) }), undefined)
  })

  it('gives all parts the same name, and notifies for each by its own text', async () => {
    const standIn = await StandIn.start()
    await post(standIn.webhookUrl, { username: 'n', text: `@channel ${'x'.repeat(16374)}y @bob` })
    await standIn.close()
    assert.deepEqual(
      standIn.posts.map((each) => [each.username, each.notifies]),
      [
        ['n', ['@channel']],
        ['n', ['@bob']]
      ]
    )
  })

  it('does not notify by a mention that is cut in two', async () => {
    const standIn = await StandIn.start()
    await post(standIn.webhookUrl, { text: `${' '.repeat(16378)}@channel` })
    await standIn.close()
    assert.deepEqual(standIn.posts.map((each) => each.notifies), [[], []])
  })

  it('is not undone when a later part fails', async () => {
    const standIn = await StandIn.start()
    const received = await post(standIn.webhookUrl, { text: `${'x'.repeat(16383)}\0` })
    await standIn.close()
    assert.deepEqual([received.status, standIn.posts.length], [500, 1])
  })
})
