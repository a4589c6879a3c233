/** The messages that there are to choose from, as templates: what an action leaves blank is theirs. */
import type { FieldTemplate, Part } from './parts'

/** Their names in a saved flow; the first is what an action has that names none. */
export const readyMadeNames = ['cyphon', 'compact', 'full'] as const

export type ReadyMadeName = (typeof readyMadeNames)[number]

export interface ReadyMade {
  readonly parts: Readonly<Partial<Record<Part, string>>>
  readonly fields: readonly FieldTemplate[]
  /** What a field shows that has no value; '' where the field is left out. */
  readonly noValue: string
}

const short = (title: string, value: string): FieldTemplate => ({ title, value, short: true })
const long = (title: string, ...lines: readonly string[]): FieldTemplate => ({ title, value: lines.join('\n'), short: false })

/** Cyphon's message. Source: Cyphon's WebHookHandler. */
const cyphon: ReadyMade = {
  parts: {
    fallback: '#### New Cyphon Alert! \nTitle: {{title}}\nLink: {{link}}',
    authorName: 'Cyphon',
    alertTitle: '{{title}}',
    titleLink: '{{link}}',
    body: 'A new alert was created in Cyphon'
  },
  fields: [
    short('Source', '{{source}}'),
    short('Level', '{{level}}'),
    short('Status', '{{status}}'),
    short('Incidents', '{{incidents}}')
  ],
  noValue: '–'
}

/** One line and no attachment: for channels in which many alerts come. */
const compact: ReadyMade = {
  parts: {
    text: [
      '{{#resolved}}**Resolved** {{level}}{{/resolved}}',
      '{{^resolved}}{{#severe}}**{{level}}**{{/severe}}{{^severe}}{{level}}{{/severe}}{{/resolved}}',
      ' {{#url}}[{{title}}]({{url}}){{/url}}{{^url}}{{title}}{{/url}}',
      '{{#source}} · {{source}}{{/source}}',
      '{{#repeated}} · {{incidents}} incidents{{/repeated}}',
      '{{#busy}} · {{status}}{{/busy}}'
    ].join('')
  },
  fields: [],
  noValue: ''
}

/** The line that push notifications and search show: in it, nothing is formatted. */
const headline = '{{#resolved}}Resolved{{/resolved}}{{^resolved}}{{level}}{{/resolved}}: {{title}}{{#source}} · {{source}}{{/source}}'

/** All that who is on call wants to know before anything is opened. */
const full: ReadyMade = {
  parts: {
    text: headline,
    fallback: headline,
    color: '{{#resolved}}good{{/resolved}}',
    alertTitle: '{{#resolved}}Resolved: {{/resolved}}{{title}}',
    titleLink: '{{url}}',
    body: '{{description}}'
  },
  fields: [
    short('Source', '{{source}}'),
    short('Level', '{{level}}'),
    short('Status', '{{#resolved}}Resolved{{/resolved}}{{^resolved}}{{status}}{{/resolved}}'),
    short('Incidents', '{{incidents}}'),
    short('Since', '{{since}}'),
    long(
      'Details',
      '{{#details[0]}}',
      '| Field | Value |',
      '| :-- | :-- |',
      '{{#details}}',
      '| {{name}} | {{value}} |',
      '{{/details}}',
      '{{#moreDetails}}',
      '| … | and {{moreDetails}} |',
      '{{/moreDetails}}',
      '{{/details[0]}}'
    ),
    long('Links', '{{#url}}[Open]({{url}}){{#runbookUrl}} · {{/runbookUrl}}{{/url}}{{#runbookUrl}}[Runbook]({{runbookUrl}}){{/runbookUrl}}')
  ],
  noValue: ''
}

/** By their names. */
export const readyMades: Readonly<Record<ReadyMadeName, ReadyMade>> = { cyphon, compact, full }

/** The parts that are in one line, as what the message is made of brings none of its own. */
export const readyMadeLines: ReadonlySet<Part> = new Set(['text'])
