import { randomUUID } from 'node:crypto'
import { readSieves } from '../sieve/rule'
import { changeFile } from '../watchdog/change-file'
import { type CompiledWatchdog, compileWatchdog, compileWithoutSieves, keptFor } from '../watchdog/compile-watchdog'
import { OpenAlerts } from '../watchdog/open-alerts'
import { OpenAlertsFile } from '../watchdog/open-alerts-file'
import type { WatchdogResult } from '../watchdog/problem'
import type { SavedWatchdog } from '../watchdog/saved'
import { Watchdog } from '../watchdog/watchdog'
import type { LivingSieves } from './living-sieves'

/** Keys that may be open at once: as many take less than 60 MB. */
export const mostOpen = 100_000

/** A watchdog with the open alerts that it knows. */
export interface OpenWatchdog {
  /**
   * The watchdog as it works now, or what is wrong with the sieves that it refers to: those come and go. `undefined`
   * until it is known which there are.
   */
  current(): WatchdogResult<Watchdog> | undefined
  readonly open: OpenAlerts
  /** Ends when what was open before is known, and the sieves are. */
  readonly ready: Promise<void>
  /** Takes back what was noted of an alert, whatever is wrong with the sieves: see `Watchdog`. */
  takeBack(payload: unknown, now: number): void
  /** Ends when all is written. */
  close(): Promise<void>
}

export interface OpenWatchdogOptions {
  readonly id: string
  /** The flow, or the subflow instance, that it is in. */
  readonly flow: string
  /** Of the file that open alerts are kept in. */
  readonly path: string
  readonly sieves: LivingSieves
  /** Called when other sieves than before are there, or work. */
  readonly onSettled: () => void
  /** Called when the file cannot be read or written, with the system's code, and once it can again, with `null`. */
  readonly onTrouble: (code: string | null) => void
  /** Called with a matching field, '' for the source, that cannot tell two things apart. */
  readonly onInexact: (field: string) => void
}

/** Puts a watchdog's parts together, or tells why it cannot work, whatever sieves there are. */
export const openWatchdog = (
  saved: SavedWatchdog,
  { id, flow, path, sieves, onSettled, onTrouble, onInexact }: OpenWatchdogOptions
): WatchdogResult<OpenWatchdog> => {
  const alone = compileWithoutSieves(saved)
  if (!alone.ok) return alone
  const keep = keptFor(alone.value.compiled)
  const file = new OpenAlertsFile({ file: changeFile(path), snapshot: () => open.entries(), size: () => open.size, onTrouble })
  const open = new OpenAlerts({ most: mostOpen, keep }, (entry) => file.note(entry))
  const made = (compiled: CompiledWatchdog): Watchdog => new Watchdog({ id, compiled, open, newId: randomUUID, onInexact })
  const own = made(alone.value.compiled)
  let current: WatchdogResult<Watchdog> | undefined
  let unfollow = (): void => undefined
  /** Ends when it is first known which sieves there are: what comes while flows start would not find all of them. */
  const settled = new Promise<void>((resolve) => {
    if (!alone.value.refers) {
      current = { ok: true, value: own }
      resolve()
      return
    }
    const referrer = { flow, sieves: readSieves(saved.sieves) }
    unfollow = sieves.follow(() => {
      const compiled = compileWatchdog(saved, (compileField) => sieves.registry.rulesOf(referrer, compileField))
      current = compiled.ok ? { ok: true, value: made(compiled.value) } : compiled
      resolve()
      onSettled()
    })
  })
  // A watchdog that never asks what is open has no file.
  const load = async (): Promise<void> => {
    if (keep === 0) return
    for (const entry of await file.open()) open.replay(entry)
    open.settle(Date.now())
  }
  return {
    ok: true,
    value: {
      current: () => current,
      open,
      ready: Promise.all([load(), settled]).then(() => undefined),
      takeBack: (payload, now) => own.takeBack(payload, now),
      close: () => {
        unfollow()
        return file.close()
      }
    }
  }
}
