import type { SavedWatchdog } from '../../watchdog/saved'
import type { Versioned } from '../validator/version'

/** A watchdog as a flow saves it. */
export interface WatchdogProperties extends SavedWatchdog, Versioned {
  name: string
}
