import { splitWebhookUrl } from '../../mattermost/endpoint'

/**
 * Mattermost shows a webhook as one URL. Whoever pastes it whole, into either field, gets it split: the key belongs in
 * the credentials, never in the flow.
 *
 * `told` is called after a split, with the fields already filled.
 */
export const splitPastedUrl = (server: HTMLInputElement, key: HTMLInputElement, told: () => void): void => {
  const split = (field: HTMLInputElement): void => {
    const parts = splitWebhookUrl(field.value)
    if (parts === undefined) return
    server.value = parts.server
    key.value = parts.key
    // Node-RED validates and marks a field when it is told that it changed.
    $(server).trigger('change')
    $(key).trigger('change')
    told()
  }
  for (const field of [server, key]) {
    // The pasted text is in the field only after the event.
    field.addEventListener('paste', () => setTimeout(() => split(field)))
    field.addEventListener('blur', () => split(field))
  }
}
