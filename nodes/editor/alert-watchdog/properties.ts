import type { SavedWatchdog } from '../../watchdog/saved'

/** A watchdog as a flow saves it. */
export interface WatchdogProperties extends SavedWatchdog {
  name: string
}
