import { type FieldTemplate, parts } from '../../mattermost/parts'
import type { SavedRoute } from '../../mattermost/saved-route'
import { find } from '../dialog/find'

const valueOf = (id: string): string => (find(id) as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value

/** The fields that say anything: a row may have been added and never filled. */
export const saidFields = (fields: readonly FieldTemplate[]): FieldTemplate[] => fields.filter(({ title, value }) => title !== '' || value !== '')

/** What the open dialog has of the message, as it would be saved. */
export const filledMessage = (fields: readonly FieldTemplate[], routes: readonly SavedRoute[]): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries([...parts, 'template', 'timeZone'].map((name) => [name, valueOf(`node-input-${name}`)])),
  fields: saidFields(fields),
  routes
})

/** The name that the chosen Courier has for posts without one; `undefined` where none is chosen, or it says none. */
export const chosenUsername = (): string | undefined =>
  RED.nodes.node<{ readonly displayedUsername?: string }>(valueOf('node-input-config'))?.displayedUsername
