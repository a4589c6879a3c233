import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sieve } from './saved-sieves'
import { Sieving } from './sieving'

interface Vector {
  readonly sieve: { readonly logic: string; readonly negate: boolean; readonly nodes: readonly object[] }
  readonly data: unknown
  readonly match: boolean
}

describe('Cyphon’s answers', () => {
  it('are those of sieve nodes in all 400 cases', async () => {
    const vectors = JSON.parse(readFileSync(join(__dirname, 'sieve-vectors.json'), 'utf8')) as readonly Vector[]
    const ids = new Map(vectors.map((vector) => JSON.stringify(vector.sieve)).map((text, index) => [text, `sieve ${index}`]))
    const sieves = [...ids].map(([text, id]) => {
      const { logic, negate, nodes } = JSON.parse(text) as Vector['sieve']
      return sieve(id, nodes, { logic, negate })
    })
    const sieving = await Sieving.start(sieves)
    try {
      const answers: string[] = []
      for (const vector of vectors) {
        answers.push(await sieving.sieve(ids.get(JSON.stringify(vector.sieve))!, structuredClone(vector.data)))
      }
      assert.equal(answers.length, 400)
      assert.deepEqual(
        answers,
        vectors.map(({ match }) => (match ? 'match' : 'other'))
      )
    } finally {
      await sieving.stop()
    }
  })
})
