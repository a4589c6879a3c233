import assert from 'node:assert/strict'
import { readFields, type TrialFields } from '../../nodes/trial/fields'

const stored = '3g4kmwi8mj8dbxky3bmf7yjgda'

const saved: TrialFields = { server: 'https://chat.example.com/team', key: stored, displayedUsername: 'Cyphon Alert', timeout: 30, tls: 'tls', proxy: 'proxy' }

/** What a dialog holds of it that was not touched. */
const untouched: TrialFields = { ...saved, key: '__PWRD__', timeout: '30' }

const read = (asked: Partial<TrialFields>, deployed: Partial<TrialFields> = {}, running?: Partial<TrialFields>): string => {
  const flow = { ...saved, ...deployed }
  const reading = readFields({ ...untouched, ...asked }, { saved: flow, running: { ...flow, ...running } })
  return reading.ok ? String(reading.fields.key) : reading.problem
}

describe('A stored key', () => {
  it('is used where nothing was changed of where it goes', () => {
    assert.equal(read({}), stored)
    assert.equal(read({ displayedUsername: 'Another', timeout: '5' }), stored)
  })

  for (const server of [
    'https://chat.example.com/team',
    ' https://chat.example.com/team/ ',
    'HTTPS://CHAT.EXAMPLE.COM/team',
    'https://chat.example.com:443/team',
    // Another subpath is the same site: it is what a person tries who gave the wrong one.
    'https://chat.example.com',
    'https://chat.example.com/chat',
    'https://chat.example.com/team/../other',
    'https:\\\\chat.example.com\\team',
    'https:/chat.example.com/team',
    'ht\ttps://chat.exam\nple.com/team',
    'https://chat.example.com/@evil.example.com',
    'https://chat.example.com/\\evil.example.com',
    'https://chat.example.com//evil.example.com',
    'https://%63hat.example.com/team',
    'https://ｃhat.example.com/team'
  ]) {
    it(`goes to its own server as ${JSON.stringify(server)}, at its own address`, () => {
      const reading = readFields({ ...untouched, server }, { saved, running: saved })
      assert.ok(reading.ok)
      assert.equal(reading.fields.key, stored)
    })
  }

  for (const server of [
    'http://chat.example.com/team',
    'https://chat.example.com:444/team',
    'https://chat.example.com./team',
    'https://chat.example.com.evil.example.com/team',
    'https://evil.example.com/chat.example.com/team',
    'https://xchat.example.com',
    'https://example.com',
    'https://evil.example.com\\chat.example.com',
    'https://evil.example.com/\\@chat.example.com',
    '//evil.example.com\\@chat.example.com',
    'https:evil.example.com',
    'https:///evil.example.com',
    'https://\tevil.example.com',
    'https://chat.example.com\t.evil.example.com',
    'https://chаt.example.com', // a Cyrillic а
    'https://chat。example.com.evil.example.com',
    'https://127.1',
    'https://[::1]',
    'https://[::ffff:127.0.0.1]',
    'https://0x7f000001',
    'https://chat.example.com%00.evil.example.com',
    'https://chat.example.com%2eevil.example.com',
    'https://chat.example.com%40evil.example.com',
    'https://user:password@chat.example.com',
    'https://chat.example.com@evil.example.com',
    'https://chat.example.com:password@evil.example.com',
    'https://chat.example.com?@evil.example.com',
    'https://chat.example.com#@evil.example.com',
    'file://chat.example.com/team',
    'ftp://chat.example.com/team',
    'blob:https://chat.example.com/team',
    'javascript:https://chat.example.com/team',
    'chat.example.com',
    '',
    '${EVIL}',
    'null'
  ]) {
    it(`goes nowhere for ${JSON.stringify(server)}`, () => {
      const reading = readFields({ ...untouched, server }, { saved, running: saved })
      assert.ok(!reading.ok, 'refused')
      assert.match(reading.problem, /^(?:key-for-another-server|server-\S+|environment)$/)
      assert.ok(!JSON.stringify(reading).includes(stored))
    })
  }

  for (const [one, other] of [
    ['http://[::1]:8065', 'http://[::2]:8065'],
    ['http://[::ffff:10.0.0.1]', 'http://10.0.0.1'],
    ['http://127.0.0.1:8065', 'http://127.0.0.1'],
    ['http://127.0.0.1', 'http://localhost']
  ] as const) {
    it(`goes from ${one} not to ${other}, and not the other way round`, () => {
      assert.equal(read({ server: other }, { server: one }), 'key-for-another-server')
      assert.equal(read({ server: one }, { server: other }), 'key-for-another-server')
      assert.equal(read({ server: one }, { server: one }), stored)
    })
  }

  it('is the same server in every way to write an address', () => {
    assert.equal(read({ server: 'http://[0:0:0:0:0:0:0:1]:80' }, { server: 'http://[::1]' }), stored)
    assert.equal(read({ server: 'http://127.1' }, { server: 'http://127.0.0.1' }), stored)
    assert.equal(read({ server: 'https://xn--bcher-kva.example' }, { server: 'https://bücher.example' }), stored)
  })

  it('goes by no other TLS configuration or proxy than the deployed one', () => {
    for (const tls of ['', 'another', undefined]) assert.equal(read({ tls }), 'key-for-another-tls')
    for (const proxy of ['', 'another', undefined]) assert.equal(read({ proxy }), 'key-for-another-proxy')
    assert.equal(read({ tls: 'tls' }, { tls: '' }), 'key-for-another-tls')
    assert.equal(read({ tls: '', proxy: '' }, { tls: undefined, proxy: undefined }), stored)
  })

  it('is none where nothing is deployed, or what is has none', () => {
    assert.deepEqual(readFields(untouched, undefined), { ok: false, problem: 'key-not-stored' })
    assert.equal(read({}, { key: '' }), 'key-not-stored')
    assert.equal(read({}, { key: undefined }), 'key-not-stored')
  })

  it('goes nowhere where the deployed server is none', () => {
    for (const server of ['', 'not a url', 'https://user@chat.example.com']) assert.equal(read({ server: 'https://chat.example.com' }, { server }), 'key-for-another-server')
  })
})

describe('A key that was entered', () => {
  it('goes wherever who entered it says', () => {
    const fields = { ...untouched, server: 'https://another.example.com', key: 'entered', tls: '', proxy: 'other' }
    for (const deployed of [{ saved, running: saved }, undefined]) assert.deepEqual(readFields(fields, deployed), { ok: true, fields })
  })

  it('is not that of a config which was deployed with another one', () => {
    assert.equal(read({ key: 'entered' }), 'entered')
    assert.equal(read({ key: '' }), '')
  })
})

describe('An environment variable', () => {
  const deployed = { server: '${SERVER}', key: '${KEY}', timeout: '${TIMEOUT}' }
  const running = { server: saved.server, key: stored, timeout: '5' }
  const asked = { server: '${SERVER}', key: '__PWRD__', timeout: '${TIMEOUT}' }

  it('is read where the deployed config reads the same in the same field', () => {
    assert.equal(read(asked, deployed, running), stored)
    assert.equal(read({ ...asked, key: '${KEY}' }, deployed, running), stored)
    assert.equal(read({ ...asked, server: 'https://chat.example.com' }, deployed, running), stored)
    const reading = readFields({ ...untouched, ...asked }, { saved: { ...saved, ...deployed }, running: { ...saved, ...running } })
    assert.deepEqual(reading, { ok: true, fields: { ...saved, ...running } })
  })

  it('is read nowhere else: what it holds could be sent anywhere', () => {
    for (const [name, text] of [
      ['key', '${SECRET}'],
      ['key', '$(SECRET)'],
      ['key', ' ${SECRET} '],
      ['key', '${SERVER}'],
      ['server', '${SECRET}'],
      ['server', '${KEY}'],
      ['timeout', '${SECRET}'],
      ['displayedUsername', '${SECRET}'],
      ['tls', '${SECRET}'],
      ['proxy', '${SECRET}']
    ] as const) {
      assert.equal(read({ ...asked, [name]: text }, deployed, running), 'environment', `${name}: ${text}`)
      assert.deepEqual(readFields({ ...untouched, key: 'entered', [name]: text }, undefined), { ok: false, problem: 'environment' })
    }
  })

  it('as the key goes only where the stored key does', () => {
    assert.equal(read({ ...asked, server: 'https://evil.example.com', key: '${KEY}' }, deployed, running), 'key-for-another-server')
    assert.equal(read({ ...asked, key: '${KEY}', proxy: 'another' }, deployed, running), 'key-for-another-proxy')
  })

  it('is none where the config does not run', () => {
    const flow = { ...saved, ...deployed }
    assert.deepEqual(readFields({ ...untouched, ...asked }, { saved: flow, running: undefined }), { ok: false, problem: 'environment' })
    assert.deepEqual(readFields(untouched, { saved, running: undefined }), { ok: true, fields: { ...untouched, key: stored } })
  })
})
