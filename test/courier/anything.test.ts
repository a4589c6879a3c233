import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type Answer, Bench } from './support/couriers'

/** What can happen to a courier. */
type Event =
  | { readonly kind: 'alerts'; readonly count: number }
  | { readonly kind: 'time'; readonly milliseconds: number }
  | { readonly kind: 'answers'; readonly answers: readonly Answer[] }
  | { readonly kind: 'disk'; readonly code: string }
  | { readonly kind: 'jump'; readonly milliseconds: number }
  | { readonly kind: 'restart' }
  | { readonly kind: 'power cut' }

const answer: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Answer>({ kind: 'delivered' }) },
  fc.constantFrom<Answer>({ kind: 'away', pause: null }, { kind: 'away', pause: 5000 }, { kind: 'doubtful', stored: true }, { kind: 'doubtful', stored: false }, { kind: 'refused' }, { kind: 'misdirected' })
)

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('alerts' as const), count: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('time' as const), milliseconds: fc.constantFrom(0, 10, 1000, 40_000, 600_000) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('answers' as const), answers: fc.array(answer, { minLength: 1, maxLength: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('disk' as const), code: fc.constantFrom('', 'ENOSPC', 'EIO') }) },
  fc.record({ kind: fc.constant('jump' as const), milliseconds: fc.constantFrom(-3_600_000, 3_600_000) }),
  { weight: 2, arbitrary: fc.constant({ kind: 'restart' as const }) },
  fc.constant({ kind: 'power cut' as const })
)

describe('A courier, whatever happens', () => {
  it('tells how each alert ended, and with no restart in between once; only a power cut takes what was not safe', async function () {
    this.timeout(120_000)
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 40 }), async (events) => {
        const bench = new Bench()
        let count = 0
        let asked = 0
        let cuts = 0
        /** Not safe when the power was cut. */
        const excused = new Set<string>()
        const taken: string[] = []
        bench.start()
        for (const one of events) {
          switch (one.kind) {
            case 'alerts':
              for (let more = 0; more < one.count; more += 1) {
                const title = String(count)
                if (bench.take(title) === 'taken') taken.push(title)
                count += 1
              }
              break
            case 'time':
              await bench.clock.pass(one.milliseconds)
              break
            case 'answers':
              bench.answer = () => one.answers[(asked += 1) % one.answers.length] ?? { kind: 'delivered' }
              break
            case 'disk':
              bench.disk.fail(one.code)
              break
            case 'jump':
              bench.clock.jump(one.milliseconds)
              break
            case 'restart': {
              const closed = bench.courier?.close(0)
              await bench.clock.pass(200_000)
              const left = await closed
              bench.more = left === undefined ? {} : { left }
              bench.start()
              break
            }
            case 'power cut': {
              cuts += 1
              const safe = new Set([...bench.durable, ...bench.titles()])
              for (const title of taken) if (!safe.has(title)) excused.add(title)
              bench.cutPower()
              bench.disk.fail('')
              bench.more = {}
              bench.start()
            }
          }
        }
        bench.disk.fail('')
        bench.answer = () => ({ kind: 'delivered' })
        await bench.clock.pass(24 * 3_600_000)

        assert.equal(bench.courier?.view().waiting, 0)
        assert.deepEqual(bench.faults, [])
        assert.equal(bench.damage, 0)
        const told = new Map<string, number>()
        for (const title of bench.titles()) told.set(title, (told.get(title) ?? 0) + 1)
        for (const title of taken) assert.ok(told.has(title) || excused.has(title), `${title} was lost`)
        if (cuts === 0) for (const [title, times] of told) assert.equal(times, 1, `${title} was told ${times} times`)
        await bench.courier.close(0)
      }),
      { numRuns: 500, seed: 20_261_125 }
    )
  })
})
