/** What the templates of a post see of an alert. */
import type { Alert } from '../alert/alert'
import type { View } from '../template/parsed-template'
import { type KeyFields, keyFieldsOf } from './key-fields'
import type { Zone } from './zone'
import { linkTarget, webAddress } from './web-address'

/** Looked at once more: with its brackets and blanks encoded an address may be too long. */
const followed = (link: string): string => webAddress(linkTarget(link)) ?? ''

/**
 * The names a template sees: the Alert's, the message they came with, and what mustache cannot work out. What takes time
 * is worked out when it is asked for.
 */
export const viewOf = (alert: Alert, msg: Readonly<Record<string, unknown>>, zone: Zone): View => {
  let fields: KeyFields | undefined
  const keyFields = (): KeyFields => (fields ??= keyFieldsOf(alert))
  // Written out: copied with `...` it would take several times as long, for each post twice.
  const { id, key, title, level, link, source, status, incidents, created, data, description, runbook } = alert
  return {
    id,
    key,
    title,
    level,
    link,
    source,
    status,
    incidents,
    created,
    data,
    description,
    runbook,
    payload: msg.payload,
    topic: msg.topic,
    msg,
    /** `created` on the clock of the action's zone. */
    get since(): string {
      return zone.since(alert.created)
    },
    /** The link and the runbook where they can be followed, else ''. */
    get url(): string {
      return followed(alert.link)
    },
    get runbookUrl(): string {
      return followed(alert.runbook)
    },
    get details(): KeyFields['shown'] {
      return keyFields().shown
    },
    get moreDetails(): string {
      return keyFields().more
    },
    severe: alert.level === 'CRITICAL' || alert.level === 'HIGH',
    busy: alert.status === 'BUSY',
    resolved: alert.status === 'DONE',
    repeated: alert.incidents > 1
  }
}

/** A view with another link; nothing of it is worked out for that. */
export const withLink = (view: View, link: string): View =>
  Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(view), link: { value: link, enumerable: true } })
