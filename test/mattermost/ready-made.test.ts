import assert from 'node:assert/strict'
import { readAction } from '../../nodes/action/saved'
import { readAlert } from '../../nodes/alert/alert'
import { levelColors, levels } from '../../nodes/alert/level'
import { readMessage } from '../../nodes/mattermost/handler'
import { anAlert } from './alerts'
import { post } from './places'

const compact = { template: 'compact' }
const full = { template: 'full', timeZone: 'Europe/Berlin' }

const disk = anAlert({
  title: 'Disk full', level: 'CRITICAL', source: 'db-01', link: 'https://zabbix.example.com/1', created: '2026-11-24T08:15:42.000Z',
  description: 'The disk /var has 0 bytes left.\nThe database has stopped.', runbook: 'https://wiki.example.com/disk', incidents: 3,
  details: [{ name: 'Host', value: 'db-01' }, { name: 'Mount | point', value: '/var' }]
})

/** Nothing known but a title. */
const bare = anAlert({ title: 'It broke', level: 'INFO', source: '', link: '', created: '2026-06-24T08:15:42.000Z' })

describe('The compact message', () => {
  it('is one line of text, and no attachment at all', () => {
    assert.deepEqual(post(compact, disk), {
      text: '**CRITICAL** [Disk full](https://zabbix.example.com/1) · db-01 · 3 incidents',
      username: 'Cyphon Alert'
    })
  })

  it('says no more than there is', () => {
    assert.deepEqual(post(compact, bare), { text: 'INFO It broke', username: 'Cyphon Alert' })
  })

  it('says in words that the alert is resolved, and does not look like a new one', () => {
    assert.equal(post(compact, { ...disk, status: 'DONE' }).text, '**Resolved** CRITICAL [Disk full](https://zabbix.example.com/1) · db-01 · 3 incidents')
  })

  it('says that somebody is busy with it', () => {
    assert.equal(post(compact, { ...bare, status: 'BUSY' }).text, 'INFO It broke · BUSY')
  })

  it('makes loud only what is CRITICAL or HIGH', () => {
    assert.deepEqual(levels.map((level) => post(compact, { ...bare, level }).text), ['**CRITICAL** It broke', '**HIGH** It broke', 'MEDIUM It broke', 'LOW It broke', 'INFO It broke'])
  })

  it('shows the title alone where the link cannot be followed', () => {
    assert.equal(post(compact, { ...bare, link: 'javascript:alert(1)' }).text, 'INFO It broke')
    assert.equal(post(compact, { ...bare, link: `https://e.com/${'('.repeat(4000)}` }).text, 'INFO It broke')
  })

  it('stays one line, whatever the source holds', () => {
    assert.equal(post(compact, { ...bare, source: 'db\n# 01\r\nx' }).text, 'INFO It broke · db # 01 x')
  })

  it('has an attachment where the action fills in a part of it, and nothing in that but what it fills in', () => {
    assert.deepEqual(post({ ...compact, body: 'See {{data.x}}', footer: 'ops' }, { ...bare, data: { x: 5 } }).attachments, [{ color: levelColors.INFO, text: 'See 5', footer: 'ops' }])
    assert.deepEqual(post({ ...compact, fields: [{ title: 'Host', value: '', short: true }] }, bare).attachments, [{ color: levelColors.INFO, fields: [{ title: 'Host', value: '–', short: true }] }])
  })

  it('gives way to a text of the action, and to one that a message brings', () => {
    assert.equal(post({ ...compact, text: 'Mine: {{title}}' }, bare, { mattermost: { text: 'brought' } }).text, 'Mine: It broke')
    assert.equal(post(compact, bare, { mattermost: { text: 'brought' } }).text, 'brought')
    assert.deepEqual(post(compact, bare, { mattermost: { attachments: [{ text: 'mine' }] } }).attachments, [{ text: 'mine' }])
  })

  it('shows the title where the action’s own text comes out blank, for Mattermost refuses a post of nothing', () => {
    assert.equal(post({ ...compact, text: '{{data.none}}' }, { ...bare, title: '@channel' }).text, '@\u200bchannel')
  })

  it('shows the title where all of that text is taken out as it is sent', () => {
    for (const nothing of ['\u0000', ' \u0007\n\u001b', '\u007f\r']) {
      const alert = { ...bare, data: { nothing } }
      for (const text of ['{{data.nothing}}', '{{{data.nothing}}}']) assert.equal(post({ ...compact, text }, alert).text, 'It broke', text)
      assert.equal(post({ ...compact, text: '{{{data.nothing}}}', routes: [{ level: 'INFO', mention: '@oncall' }] }, alert).text, '@oncall It broke')
    }
  })

  it('is what goes out where the action’s own text, or one that a message brings, is nothing that is sent', () => {
    for (const nothing of ['\u0000', ' \u0007\n\u001b', ' \n']) {
      assert.equal(post({ ...compact, text: nothing }, bare).text, 'INFO It broke')
      assert.equal(post(compact, bare, { mattermost: { text: nothing } }).text, 'INFO It broke')
    }
  })

  it('has Cyphon’s title for a payload of which nothing is sent', () => {
    for (const payload of ['\u0000', '\u0007\u001b \n', { title: '\u0000', level: 'INFO' }, Buffer.from([0, 0])]) {
      const reading = readAlert(payload, '2026-06-24T08:15:42.000Z')
      assert.ok(reading.ok)
      assert.equal(post(compact, reading.alert).text, 'INFO No title available')
    }
  })

  it('has the mention of its route in front', () => {
    assert.equal(post({ ...compact, routes: [{ level: 'INFO', mention: '@oncall' }] }, bare).text, '@oncall INFO It broke')
  })
})

describe('The full message', () => {
  it('tells all that is known, the most important first', () => {
    assert.deepEqual(post(full, disk), {
      text: 'CRITICAL: Disk full · db-01',
      username: 'Cyphon Alert',
      attachments: [{
        fallback: 'CRITICAL: Disk full · db-01',
        color: levelColors.CRITICAL,
        title: 'Disk full',
        title_link: 'https://zabbix.example.com/1',
        text: 'The disk /var has 0 bytes left.\nThe database has stopped.',
        fields: [
          { title: 'Source', value: 'db-01', short: true },
          { title: 'Level', value: 'CRITICAL', short: true },
          { title: 'Status', value: 'NEW', short: true },
          { title: 'Incidents', value: '3', short: true },
          { title: 'Since', value: '2026-11-24 09:15:42 (Europe/Berlin)', short: true },
          { title: 'Details', value: '| Field | Value |\n| :-- | :-- |\n| Host | db-01 |\n| Mount \\| point | /var |', short: false },
          { title: 'Links', value: '[Open](https://zabbix.example.com/1) · [Runbook](https://wiki.example.com/disk)', short: false }
        ]
      }]
    })
  })

  it('has no empty field, table or line where something is missing', () => {
    assert.deepEqual(post(full, bare), {
      text: 'INFO: It broke',
      username: 'Cyphon Alert',
      attachments: [{
        fallback: 'INFO: It broke',
        color: levelColors.INFO,
        title: 'It broke',
        fields: [
          { title: 'Level', value: 'INFO', short: true },
          { title: 'Status', value: 'NEW', short: true },
          { title: 'Incidents', value: '1', short: true },
          { title: 'Since', value: '2026-06-24 10:15:42 (Europe/Berlin)', short: true }
        ]
      }]
    })
  })

  it('says in words, everywhere, that the alert is resolved, and has another colour than a new one', () => {
    const sent = post(full, { ...bare, status: 'DONE' })
    const [attachment] = sent.attachments
    assert.equal(sent.text, 'Resolved: It broke')
    assert.equal(attachment?.title, 'Resolved: It broke')
    assert.equal(attachment.fallback, 'Resolved: It broke')
    assert.equal(attachment.fields[1]?.value, 'Resolved')
    assert.equal(attachment.color, 'good')
  })

  it('shows the first fields of the event where none were named', () => {
    const value = post(full, { ...bare, data: { rule: { level: 12, id: '' }, agent: { name: 'db-01' } } }).attachments[0]?.fields.find(({ title }) => title === 'Details')?.value
    assert.equal(value, '| Field | Value |\n| :-- | :-- |\n| rule.level | 12 |\n| agent.name | db-01 |')
  })

  it('says in the last row of its table how many fields there are beside', () => {
    const data = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`f${at}`, at]))
    const rows = post(full, { ...bare, data }).attachments[0]?.fields.find(({ title }) => title === 'Details')?.value.split('\n') ?? []
    assert.equal(rows.length, 2 + 12 + 1)
    assert.equal(rows.at(-1), '| … | and 8 more fields |')
  })

  it('has a link to the runbook where there is no other', () => {
    const fields = post(full, { ...bare, runbook: 'https://wiki.example.com/x' }).attachments[0]?.fields
    assert.deepEqual(fields?.at(-1), { title: 'Links', value: '[Runbook](https://wiki.example.com/x)', short: false })
  })

  it('gives way, part by part, to what the action fills in', () => {
    const sent = post({ ...full, body: 'mine', fields: [{ title: 'Host', value: '', short: true }] }, disk)
    assert.equal(sent.text, 'CRITICAL: Disk full · db-01')
    assert.equal(sent.attachments[0]?.text, 'mine')
    assert.deepEqual(sent.attachments[0].fields, [{ title: 'Host', value: '–', short: true }])
  })
})

describe("An action's choice of a ready-made message", () => {
  it("is Cyphon's where nothing, or a blank, is saved", () => {
    for (const template of [undefined, '', ' ', 'cyphon', null]) assert.deepEqual(post({ template }), post({}))
  })

  it('is told at deploy where there is no such message', () => {
    assert.deepEqual(readMessage({ template: 'fancy' }), { ok: false, part: 'template', problem: 'fancy' })
    const reading = readAction({ id: 'a', template: 'fancy' }, { ok: true, office: {} as never }, () => '')
    assert.ok(reading.kind === 'invalid')
    assert.equal(reading.failure.code, 'TEMPLATE_INVALID')
    assert.deepEqual(reading.failure.params, { name: 'fancy' })
  })

  it('does not take away the names that it is made of: they are any template’s', () => {
    const text = '{{since}} {{url}} {{#severe}}severe{{/severe}} {{#repeated}}again{{/repeated}} {{#details}}{{name}}={{value}};{{/details}}'
    assert.equal(post({ text, timeZone: 'UTC' }, disk).text, '2026-11-24 08:15:42 (UTC) https&#58;//zabbix.example.com&#47;1 severe again Host=db-01;Mount \\| point=/var;')
  })
})
