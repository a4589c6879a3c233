import type { Place, Warning } from '../../mattermost/warning'
import { sayTexts } from '../reader/say-texts'
import { inDigits } from '../reader/locale'
import { element, icon } from '../row/element'

/** What a place is called in the dialog. */
export const placeName = (at: Place, say: Say): string => {
  switch (at.kind) {
    case 'part':
      return say(`label.${at.part}`)
    case 'field':
      return say(at.of === 'title' ? 'problem.field-title' : 'problem.field-value', { number: at.index + 1 })
    case 'route':
      return say(at.of === 'channel' ? 'warning.route-channel' : 'warning.route-mention', { level: at.level })
    case 'choice':
      return at.of === 'routes' ? say('tab.routes') : say(`label.${at.of}`)
    case 'alert':
      return say('warning.alert')
    case 'brought':
      return 'msg.mattermost'
  }
}

/** What is warned of, in words. */
const wordsOf = (warning: Warning, say: Say): string => {
  switch (warning.kind) {
    case 'cut':
      return say(`warning.cut-${warning.by}`, { size: inDigits(warning.size), kept: inDigits(warning.kept) })
    case 'raw':
      return sayTexts(say, 'warning.raw', { names: warning.names.map((name) => `{{{${name}}}}`).join(', ') })
    case 'notifies':
      return sayTexts(say, warning.silent ? 'warning.notifies-silent' : 'warning.notifies', { names: warning.names.join(', ') })
    case 'channel':
      return sayTexts(say, 'warning.channel', { channel: warning.channel })
    case 'left-out':
      return sayTexts(say, `warning.${warning.why}`, { given: warning.given })
    case 'no-color':
    case 'no-emoji':
      return sayTexts(say, `warning.${warning.kind}`, { given: warning.given })
    case 'missing':
      return sayTexts(say, 'warning.missing', { name: warning.name })
    case 'variable':
      return sayTexts(say, 'warning.variable', { name: warning.name })
    case 'alert':
      return sayTexts(say, `warning.odd-${warning.name}`, { given: warning.given, taken: String(warning.taken) })
  }
}

/** What an author wants so, as often as not, beside what is seldom right. */
const isNote = ({ kind }: Warning): boolean => kind === 'notifies' || kind === 'channel' || kind === 'variable'

const iconOf = (warning: Warning): string => (warning.kind === 'notifies' ? 'bell-o' : isNote(warning) ? 'info-circle' : 'exclamation-triangle')

/** An item of the list of warnings, which leads to where it can be changed. */
export const warningItem = (warning: Warning, say: Say, go: (at: Place) => void): HTMLLIElement => {
  const at = warning.kind === 'alert' ? ({ kind: 'alert' } as const) : warning.at
  const button = element(
    'button',
    { type: 'button' },
    element('b', {}, placeName(at, say)),
    ' ',
    element('bdi', {}, wordsOf(warning, say))
  )
  button.addEventListener('click', () => go(at))
  return element('li', { class: isNote(warning) ? 'note-item' : '' }, icon(iconOf(warning)), button)
}
