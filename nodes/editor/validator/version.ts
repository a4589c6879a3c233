import { knownVersion } from '../../saved/form'
import { type NodeType, steps, versionOf } from '../../saved/steps'
import { inWords } from './in-words'

/** What of a node says which form it is saved in; one that was written by hand does not say. */
export interface Versioned {
  version?: number
}

/** The validator of the version: marks a node that a newer package saved. */
export const checkVersion = (type: NodeType): Validate<Versioned> =>
  inWords(function (version) {
    return knownVersion({ version }, steps[type]) !== undefined || this._('problem.version', { version: String(version), known: versionOf(type) })
  })
