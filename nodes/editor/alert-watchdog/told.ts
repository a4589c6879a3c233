import type { Level } from '../../alert/level'
import { levelColors } from '../../alert/level'
import type { Muzzle } from '../../watchdog/muzzle'
import type { AlertTrace, EventTrace, KeyTrace, NamedSeen } from '../../watchdog/trace'
import { lengthInWords } from '../reader/lengths'
import { sayTexts } from '../reader/say-texts'
import { inFull } from '../reader/times'
import { element } from '../row/element'
import { shown } from '../try/words'
import { saySieve } from './other-catalogues'

/** A level by its word, with its colour on a post beside it. */
export const badge = (level: Level): HTMLElement => {
  const made = element('strong', { class: 'badge' }, level)
  made.style.borderLeftColor = levelColors[level]
  return made
}

/** Text of an event, in either direction of writing. */
const ofEvent = (text: string): HTMLElement => element('bdi', {}, text)

/** Names and what they hold, those that hold nothing left out. */
const listOf = (rows: readonly (readonly [name: string, content: Node | string])[]): HTMLElement =>
  element('dl', {}, ...rows.flatMap(([name, content]) => (content === '' ? [] : [element('dt', {}, name), element('dd', {}, content)])))

/** What holds names, as a list. */
export const seenList = (all: readonly NamedSeen[]): HTMLElement => listOf(all.map(({ name, saw }) => [name, shown(saw, saySieve)]))

/** An alert as a person reads it. */
export const alertList = ({ title, description, source, link, runbook, created, details }: AlertTrace, say: Say): HTMLElement => {
  const text = (value: string): Node | string => (value.trim() === '' ? '' : ofEvent(value))
  return listOf([
    [say('label.title'), text(title)],
    [say('label.source'), text(source)],
    [say('label.description'), text(description)],
    [say('label.time'), inFull(created)],
    [say('label.link'), text(link)],
    [say('label.runbook'), text(runbook)],
    [say('label.details'), details.length === 0 ? '' : listOf(details.map(({ name, value }) => [name, text(value)]))]
  ])
}

/** What the key is for, with this muzzle. */
const purposeOf = (muzzle: Muzzle | null, resolves: boolean, say: Say): string => {
  if (muzzle !== null) return say(`try.repeats-${muzzle.window}`, { time: lengthInWords(muzzle.interval) })
  return say(resolves ? 'try.repeats-resolve' : 'try.repeats-none')
}

/** What an event must have in common with another to be about the same. */
export const keyList = ({ source, fields, inexact }: KeyTrace, muzzle: Muzzle | null, resolves: boolean, say: Say): HTMLElement =>
  element(
    'div',
    { class: 'key' },
    element('h5', {}, say('try.key')),
    element('p', {}, purposeOf(muzzle, resolves, say)),
    listOf([
      [say('label.source'), source === '' ? element('em', {}, saySieve('try.nothing')) : ofEvent(source)],
      ...fields.map(({ name, saw }): readonly [string, Node] => [name, shown(saw, saySieve)])
    ]),
    ...(inexact === null ? [] : [element('p', { class: 'problem' }, inexact === '' ? say('try.inexact-source') : sayTexts(say, 'try.inexact', { value: inexact }))])
  )

/** What is told of an event, in few words. */
export const outcomeInWords = ({ outcome, alert }: EventTrace, say: Say): readonly (Node | string)[] => {
  switch (outcome) {
    case 'alert':
      return alert === null ? [] : [badge(alert.level), ' ', element('strong', {}, say('try.new')), ' ', ofEvent(alert.title)]
    case 'resolution':
      return [element('strong', {}, say('try.resolution')), ' ', say('try.resolution-hint')]
    case 'not-looked-at':
    case 'no-level':
      return [element('strong', {}, say('try.nothing')), ' ', say(`try.${outcome}`)]
  }
}
