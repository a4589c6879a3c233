import { join } from 'node:path'

/** The environment of a Node-RED that lives an hour later than it does: alerts of the life before are old, and go together. */
export const hourLater: Readonly<Record<string, string>> = {
  NODE_OPTIONS: `--require "${join(__dirname, 'later.cjs')}"`,
  ALERT_COURIER_LATER: String(3_600_000)
}
