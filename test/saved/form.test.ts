import assert from 'node:assert/strict'
import { inForm, knownVersion, type SavedNode, type Step, versionBy } from '../../nodes/saved/form'

/** As two steps could be: a property was renamed, then what it means where it is absent changed. */
const steps: readonly Step[] = [
  ({ seconds, ...others }) => (seconds === undefined ? others : { ...others, interval: seconds }),
  (saved) => ({ interval: 30, ...saved })
]

describe('The form of a saved node', () => {
  it('is the first where it has no version, as in a flow that was written by hand', () => {
    assert.equal(knownVersion({}, steps), 1)
    assert.equal(knownVersion({ version: undefined }, []), 1)
  })

  it('is of the version that it is saved with, also where that is a text', () => {
    assert.deepEqual([1, 2, 3, '3'].map((version) => knownVersion({ version }, steps)), [1, 2, 3, 3])
    assert.equal(versionBy(steps), 3)
  })

  it('is not known where the version is newer than the last step, or no version at all', () => {
    for (const version of [4, 0, -1, 1.5, 'newest', '', null, ['x'], Infinity, NaN, '${FORM}']) {
      assert.equal(knownVersion({ version }, steps), undefined, JSON.stringify(version))
    }
  })

  it('is brought by all steps from its own on to that of now, which pins what it meant', () => {
    assert.deepEqual(inForm({ id: 'a', seconds: 5 }, steps), { id: 'a', interval: 5, version: 3 })
    assert.deepEqual(inForm({ id: 'a' }, steps), { id: 'a', interval: 30, version: 3 })
    assert.deepEqual(inForm({ id: 'a', version: 2, seconds: 5 }, steps), { id: 'a', version: 3, seconds: 5, interval: 30 })
  })

  it('stays as it is where it is that of now, or not known', () => {
    for (const saved of [{ version: 3, seconds: 5 }, { version: 4, seconds: 5 }] as SavedNode[]) assert.equal(inForm(saved, steps), saved)
  })

  it('is not changed in what Node-RED holds of the flow', () => {
    const saved = Object.freeze({ id: 'a', seconds: 5 })
    inForm(saved, steps)
    assert.deepEqual(saved, { id: 'a', seconds: 5 })
  })

  it('needs no step where nothing changed', () => {
    const saved = { id: 'a' }
    assert.equal(inForm(saved, []), saved)
  })
})
