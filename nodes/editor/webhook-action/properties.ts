import type { FieldTemplate, Part } from '../../mattermost/parts'
import type { SavedRoute } from '../../mattermost/saved-route'
import type { Versioned } from '../validator/version'

/** A webhook-action as a flow saves it. */
export interface ActionProperties extends Versioned, Record<Part, string> {
  name: string
  config: string
  title: string
  description: string
  platform: string
  apiModule: string
  apiClass: string
  visaRequired: boolean
  enabled: boolean
  /** A flow written by hand may have none. */
  fields?: FieldTemplate[]
  /** Absent in flows of before there was a choice. */
  template?: string
  timeZone?: string
  routes?: SavedRoute[]
  outputs: number
}
