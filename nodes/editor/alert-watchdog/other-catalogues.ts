import { sayIn } from '../reader/say-in'

/** Of rules and rows. */
export const saySieve = sayIn('sieve')

/** Of templates. */
export const sayTemplate = sayIn('webhook-action')

/**
 * The words around some rules of a watchdog: the sieve's, but for what they are and what it means that there are none.
 *
 * @param what names them in the watchdog's catalogue: `rules.<what>`, and under `nothing.<what>` what none of them say
 */
export const rulesSay =
  (say: Say, what: 'onlyWhen' | 'resolvedWhen' | 'trigger'): Say =>
  (key, values) => {
    if (key === 'label.rules') return say(`rules.${what}`)
    const joint = /^nothing\.(.+)$/.exec(key)?.[1]
    if (joint === undefined) return saySieve(key, values)
    // Without rules a trigger holds or not, as a group does; the others are as if they were not there.
    return say(what === 'trigger' ? `nothing.trigger-${joint}` : `nothing.${what}`)
  }
