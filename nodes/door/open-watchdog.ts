import { randomUUID } from 'node:crypto'
import type { SavedWatchdog } from '../watchdog/saved'
import { changeFile } from '../watchdog/change-file'
import { compileWatchdog, keptFor } from '../watchdog/compile-watchdog'
import { OpenAlerts } from '../watchdog/open-alerts'
import { OpenAlertsFile } from '../watchdog/open-alerts-file'
import type { WatchdogResult } from '../watchdog/problem'
import { Watchdog } from '../watchdog/watchdog'

/** Keys that may be open at once: as many take less than 60 MB. */
export const mostOpen = 100_000

/** A watchdog with the open alerts that it knows. */
export interface OpenWatchdog {
  readonly watchdog: Watchdog
  readonly open: OpenAlerts
  /** Ends when what was open before is known. */
  readonly ready: Promise<void>
  /** Ends when all is written. */
  close(): Promise<void>
}

export interface OpenWatchdogOptions {
  readonly id: string
  /** Of the file that open alerts are kept in. */
  readonly path: string
  /** Called when the file cannot be read or written, with the system's code, and once it can again, with `null`. */
  readonly onTrouble: (code: string | null) => void
  /** Called with a matching field, '' for the source, that cannot tell two things apart. */
  readonly onInexact: (field: string) => void
}

/** Puts a watchdog's parts together, or tells why it cannot work. */
export const openWatchdog = (saved: SavedWatchdog, { id, path, onTrouble, onInexact }: OpenWatchdogOptions): WatchdogResult<OpenWatchdog> => {
  const compiled = compileWatchdog(saved)
  if (!compiled.ok) return compiled
  const keep = keptFor(compiled.value)
  const file = new OpenAlertsFile({ file: changeFile(path), snapshot: () => open.entries(), size: () => open.size, onTrouble })
  const open = new OpenAlerts({ most: mostOpen, keep }, (entry) => file.note(entry))
  // A watchdog that never asks what is open has no file.
  const load = async (): Promise<void> => {
    for (const entry of await file.open()) open.replay(entry)
    open.settle(Date.now())
  }
  return {
    ok: true,
    value: {
      watchdog: new Watchdog({ id, compiled: compiled.value, open, newId: randomUUID, onInexact }),
      open,
      ready: keep === 0 ? Promise.resolve() : load(),
      close: () => file.close()
    }
  }
}
