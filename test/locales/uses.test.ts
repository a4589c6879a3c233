import assert from 'node:assert/strict'
import { original, sets, stringsOf } from './catalogues'
import { readUses, type Uses } from './uses'

describe('The strings of the catalogues', function () {
  this.timeout(240_000) // it compiles the package

  let read: Uses

  before(() => {
    read = readUses()
  })

  it('are used in a way that tells which they are', () => assert.deepEqual(read.unclear, []))

  for (const set of sets) {
    it(`of ${set} are there where they are used`, () => {
      const keys = [...stringsOf(original, set).keys()]
      const missing = read.uses
        .filter((use) => use.set === set && !keys.some((key) => use.keys.test(key)))
        .map((use) => `${use.keys.source}, used in ${use.at}, is not in nodes/locales/${original}/${set}.json`)
      assert.deepEqual(missing, [])
    })

    it(`of ${set} are all used`, () => {
      const used = read.uses.filter((use) => use.set === set)
      const isUsed = (key: string): boolean =>
        // Of a key that is put together when it runs, what it is put together of must stand somewhere.
        used.some((use) => use.keys.exec(key)?.slice(1).every((part) => read.isWritten(part)))
      assert.deepEqual([...stringsOf(original, set).keys()].filter((key) => !isUsed(key)), [])
    })
  }
})
