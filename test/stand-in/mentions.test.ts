import assert from 'node:assert/strict'
import { mentionsIn } from '../../scripts/stand-in/mentions'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { post } from './posting'

const mentions = (text: string): readonly string[] => mentionsIn(text, ['alice', 'bob'])
const zeroWidth = ['\u200B', '\u2060', '\u200C', '\uFEFF']

/** Observed on a real Mattermost 5.37, by the mention count of a member. */
const notifying: readonly (readonly [string, string])[] = [
  ['@bob', '@bob'],
  ['@BOB', '@bob'],
  ['@channel', '@channel'],
  ['@CHANNEL', '@channel'],
  ['@all', '@all'],
  ['@here', '@here'],
  ['\\@channel', '@channel'],
  ['\\@bob', '@bob'],
  ['&#64;channel', '@channel'],
  ['&#x40;bob', '@bob'],
  ['&commat;channel', '@channel'],
  ['@bob.', '@bob'],
  ['(@bob)', '@bob'],
  ['/@bob', '@bob'],
  ['x.@bob', '@bob'],
  ['a:@channel', '@channel'],
  ['@bob：', '@bob'],
  ['_@bob_', '@bob'],
  ['**@bob**', '@bob'],
  ['~~@bob~~', '@bob'],
  ['> @bob', '@bob'],
  ['# @bob', '@bob'],
  ['- @bob', '@bob'],
  ['1. @bob', '@bob'],
  ['| a |\n|---|\n| @bob |', '@bob'],
  ['[@channel](http://x)', '@channel'],
  ['<!-- @bob -->', '@bob'],
  ['`@bob', '@bob'],
  ['x\u200B@bob', '@bob'],
  ['a paragraph\n    @bob', '@bob'],
  ['```\ncode\n```\n@bob', '@bob'],
  ['> ```\n> code\n@bob', '@bob'],
  ['`code` @bob', '@bob'],
  ['https://x.org/a @bob', '@bob'],
  ['- item\n\n  @bob', '@bob'],
  ['@bob-', '@bob'],
  ['``` `\n@bob', '@bob']
]

const silent: readonly string[] = [
  '<!everyone>',
  '＠channel',
  ...zeroWidth.flatMap((space) => [`@${space}channel`, `@${space}bob`]),
  '@ bob',
  'a@bob',
  'x@channel.com',
  'me@bob.com',
  '@bobx',
  '@bob-x',
  '@bob_x',
  '@@bob',
  'x_@bob',
  '你好@bob',
  '`@channel`',
  '`` @channel ``',
  '```\n@channel\n```',
  '```\n@channel',
  '~~~\n@channel\n~~~',
  '    @channel',
  '- item\n\n      @channel',
  '> ```\n> @channel',
  'https://x.org/@channel',
  'www.x.org/@channel',
  '<https://x.org/@channel>',
  '[link](https://x.org/@channel)',
  ':@channel:',
  '&lt;!channel&gt;',
  '&amp;#64;channel',
  '@nobody',
  'channel'
]

describe('Mentions of the stand-in', () => {
  for (const [text, mention] of notifying) {
    it(`notify ${mention} for ${JSON.stringify(text)}`, () => {
      assert.deepEqual(mentions(text), [mention])
    })
  }
  for (const text of silent) {
    it(`notify no one for ${JSON.stringify(text)}`, () => {
      assert.deepEqual(mentions(text), [])
    })
  }

  it('are each named once, in the order of their coming', () => {
    assert.deepEqual(mentions('@bob @channel @BOB'), ['@bob', '@channel'])
  })

  it('are not made by two runs of text beside each other', () => {
    assert.deepEqual(mentions('@`x`bob'), [])
    assert.deepEqual(mentions('@\nbob'), [])
  })

  it('are found in a long text of nothing but punctuation as well', () => {
    for (const unit of ['[', '`', '](', '> ', '&', '<', '![](', '`a', '*_~', 'http://', '- ']) mentions(unit.repeat(16383 / unit.length))
  })
})

describe('Posts of the stand-in notify', () => {
  const slack: readonly (readonly [string, readonly string[]])[] = [
    ['<!channel>', ['@channel']],
    ['<!all>', ['@all']],
    ['<!here>', ['@here']],
    ['<!everyone>', []],
    ['<@ID>', ['@bob']],
    ['<@xyz>', []],
    ['<u|@channel>', ['@channel']],
    ['`<!channel>`', []],
    ['<\u200B!channel>', []],
    ['&lt;!channel&gt; @\u200Bbob', []]
  ]
  for (const [text, notifies] of slack) {
    it(`${notifies.length === 0 ? 'no one' : notifies.join(', ')} for ${JSON.stringify(text)} once it is stored`, async () => {
      const standIn = await StandIn.start()
      await post(standIn.webhookUrl, { text: text.replace('ID', standIn.userId('bob')) })
      await standIn.close()
      assert.deepEqual(standIn.posts[0]?.notifies, notifies)
    })
  }

  const field = (name: string): unknown => ({ attachments: [{ [name]: '@channel' }] })
  const loud = ['pretext', 'text']
  const quiet = ['title', 'fallback', 'author_name', 'footer']
  for (const name of [...loud, ...quiet]) {
    it(`${loud.includes(name) ? 'everyone' : 'no one'} for an attachment’s ${name}`, async () => {
      const standIn = await StandIn.start()
      await post(standIn.webhookUrl, field(name))
      await standIn.close()
      assert.deepEqual(standIn.posts[0]?.notifies, loud.includes(name) ? ['@channel'] : [])
    })
  }

  it('everyone for a field’s value in the newer generation alone, and no one for its title', async () => {
    const notified = []
    for (const generation of ['plain', 'wrapped'] as const) {
      for (const field of [{ title: 'a', value: '@all' }, { title: '@all', value: 'a' }]) {
        const standIn = await StandIn.start({ generation })
        await post(standIn.webhookUrl, { attachments: [{ fields: [field] }] })
        await standIn.close()
        notified.push(standIn.posts[0]?.notifies.length)
      }
    }
    assert.deepEqual(notified, [0, 0, 1, 0])
  })

  it('no one for a name or a card', async () => {
    const standIn = await StandIn.start()
    await post(standIn.webhookUrl, { text: 'x', username: '@channel', props: { card: '@channel' } })
    await standIn.close()
    assert.deepEqual(standIn.posts[0]?.notifies, [])
  })
})
