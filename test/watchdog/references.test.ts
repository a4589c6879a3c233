import assert from 'node:assert/strict'
import helper from 'node-red-node-test-helper'
import type { Alert } from '../../nodes/alert/alert'
import { compileWatchdog, type RulesOf } from '../../nodes/watchdog/compile-watchdog'
import { SieveRegistry } from '../../nodes/sieve/registry'
import { readGroup } from '../../nodes/sieve/rule'
import type { SavedWatchdog } from '../../nodes/watchdog/saved'
import { reference, regex, rule, sieve as savedSieve } from '../sieve/saved-sieves'
import { Flow, type Received, type Saved } from '../support/flows'
import { catchAll, receiver, tab } from '../support/saved'
import { all, alertOf, hosts, kinds, looking, trigger } from './looking'

describe('Rules of a watchdog that refer to a sieve', () => {
  /** Compiles as a watchdog does that has these sieves, by their ids. */
  const among =
    (saved: SavedWatchdog, sieves: Readonly<Record<string, object>>): RulesOf =>
    (compileField) => {
      const registry = new SieveRegistry()
      for (const [id, { ids = [], ...group }] of Object.entries(sieves as Record<string, { ids?: readonly string[] }>)) {
        registry.add({ id, alias: undefined, flow: 'flow', label: id, sieves: ids, group: readGroup(group), take: () => undefined })
      }
      return registry.rulesOf({ flow: 'flow', sieves: saved.sieves as readonly string[] }, compileField)
    }

  const lookingAmong = (saved: SavedWatchdog, sieves: Readonly<Record<string, object>>): ReturnType<typeof looking> => looking(saved, [], {}, among(saved, sieves))

  it('hold where its rules do, and negated where they do not', () => {
    const saved = { triggers: [trigger('HIGH', reference(0)), trigger('LOW', reference(1, true))], sieves: ['severe', 'inner'], title: '{{x}}' }
    const { look } = lookingAmong(saved, { severe: all(rule('level', '>=', '10')), inner: all(rule('ip', 'begins with', '10.')) })
    assert.equal(alertOf(look({ level: 12, ip: '10.0.0.1' })).level, 'HIGH')
    assert.equal(alertOf(look({ level: 2, ip: '8.8.8.8' })).level, 'LOW')
    assert.equal(kinds(look({ level: 2, ip: '10.0.0.1' })), 'nothing')
  })

  it('say which events are looked at, and what resolves an alert', () => {
    const saved = { ...hosts, onlyWhen: all(reference(0)), resolvedWhen: all(reference(1)), sieves: ['ours', 'well'] }
    const { look } = lookingAmong(saved, { ours: all(rule('room', 'equals', 'r')), well: all(rule('state', 'equals', 'up')) })
    assert.equal(kinds(look({ host: 'a', state: 'down' })), 'nothing')
    assert.equal(kinds(look({ host: 'a', state: 'down', room: 'r' })), 'new')
    assert.equal(kinds(look({ host: 'a', state: 'up', room: 'r' })), 'update')
  })

  it('read the fields of the sieve as their own: derived values, the event, and what is beyond it', () => {
    const sieves = {
      'by name': all(rule('what', 'equals', 'disk')),
      whole: all(rule('', 'equals', 'disk full')),
      beyond: all(rule('outer.room', 'equals', 'r'), rule('topic', 'equals', 't')),
      chained: { ...all(reference(0), reference(1)), ids: ['by name', 'whole'] }
    }
    const saved = {
      split: 'list',
      derive: [{ name: 'what', from: [''], match: '^\\w+' }],
      triggers: [trigger('HIGH', reference(0), reference(1)), trigger('LOW', reference(2))],
      sieves: ['chained', 'beyond', 'by name']
    }
    const { look } = lookingAmong(saved, sieves)
    const levels = look({ list: ['disk full', 'disk', 'cpu'], room: 'r' }, undefined, { topic: 't' }).map((finding) => (finding.kind === 'nothing' ? '' : finding.alert.level))
    assert.deepEqual(levels, ['HIGH', 'LOW', ''])
  })

  it('ask a sieve anew for each event of a message, and again in the next trigger', () => {
    const saved = { split: 'list', triggers: [trigger('HIGH', reference(0), reference(1)), trigger('LOW', reference(0))], sieves: ['big', 'even'] }
    const { look } = lookingAmong(saved, { big: all(rule('n', '>=', '10')), even: all(rule('even', 'equals', 'true')) })
    const list = [{ n: 1 }, { n: 10 }, { n: 12, even: true }, { n: 2, even: true }, { n: 11 }]
    assert.deepEqual(look({ list }).map((finding) => (finding.kind === 'nothing' ? '' : finding.alert.level)), ['', 'LOW', 'HIGH', '', 'LOW'])
  })

  it('are answered in time where sieves refer twice to the next, 60 deep', () => {
    const links = Object.fromEntries(
      Array.from({ length: 60 }, (_, number) => [`link ${number}`, { logic: 'OR', negate: false, nodes: [reference(0), reference(0)], ids: [`link ${number + 1}`] }])
    )
    const { look } = lookingAmong({ triggers: [trigger('LOW', reference(0))], sieves: ['link 0'] }, { ...links, 'link 60': all(rule('n', '>=', '10')) })
    assert.deepEqual([{ n: 2 }, { n: 12 }, { n: 3 }].map((event) => kinds(look(event))), ['nothing', 'new', 'nothing'])
  })

  const wrong = (saved: SavedWatchdog, sieves: Readonly<Record<string, object>>): string => {
    const compiled = compileWatchdog(saved, among(saved, sieves))
    return compiled.ok ? '' : `${compiled.problem.code} ${compiled.problem.reason} ${compiled.problem.sieve?.reason ?? ''} ${compiled.problem.sieve?.detail ?? ''}`
  }

  it('tell what is wrong with it', () => {
    const refers = { triggers: [trigger('LOW'), trigger('LOW', reference(0))], sieves: ['target'] }
    assert.equal(wrong(refers, { target: all() }), '')
    assert.equal(wrong(refers, {}), 'SIEVE_INVALID trigger dangling-reference target')
    assert.equal(wrong({ ...refers, sieves: [] }, { target: all() }), 'SIEVE_INVALID trigger dangling-reference 0')
    assert.equal(wrong(refers, { target: all(regex('a', 'contains', '(?=x)')) }), 'SIEVE_INVALID trigger broken-reference target: look-ahead (?= ((?=x))')
    assert.equal(wrong(refers, { target: { ...all(reference(0)), ids: ['target'] } }), 'SIEVE_INVALID trigger cycle-beyond target → target')
    assert.equal(
      wrong(refers, { target: { ...all(reference(0)), ids: ['a'] }, a: { ...all(reference(0)), ids: ['b'] }, b: { ...all(reference(0)), ids: ['a'] } }),
      'SIEVE_INVALID trigger cycle-beyond a → b → a'
    )
    assert.equal(wrong({ onlyWhen: all(reference(0)), sieves: ['x'] }, {}), 'SIEVE_INVALID onlyWhen dangling-reference x')
    assert.equal(wrong({ resolvedWhen: all(reference(0)), sieves: ['x'] }, {}), 'SIEVE_INVALID resolvedWhen dangling-reference x')
    assert.equal(wrong({ triggers: [trigger('LOW', { type: 'ref', sieve: 'first' })], sieves: ['target'] }, { target: all() }), 'SIEVE_INVALID trigger dangling-reference first')
  })
})

interface Caught {
  readonly error: { readonly code: string; readonly message: string }
}

interface Status {
  readonly fill?: string
  readonly text?: string
}

const { events } = (helper as unknown as { readonly _RED: { readonly events: NodeJS.EventEmitter } })._RED

const ports = ['new', 'update', 'nothing'] as const
const ends = [...ports, 'caught'] as const

describe('A watchdog that refers to a sieve', () => {
  let flow: Flow
  let statuses: Map<string, Status>
  /** What came out, in order, and was not asked for yet. */
  let came: { readonly at: (typeof ends)[number]; readonly msg: Received }[]
  let onCame: () => void
  let onStatus: () => void
  const told = ({ id, status }: { readonly id: string; readonly status?: Status }): void => {
    statuses.set(id, status ?? {})
    onStatus()
  }

  /** Refers to one sieve and has another in its list: Node-RED rebuilds it with a sieve only where the list has no second. */
  const dog = (more: object = {}): Saved => ({
    id: 'dog', type: 'alert-watchdog', z: 'flow', x: 1, y: 1, wires: ports.map((port) => [port]), title: '{{host}}', ...hosts,
    triggers: [trigger('HIGH', reference(0))], sieves: ['down', 'spare'], ...more
  })
  const sieve = (state: string, more: object = {}): Saved => savedSieve('down', [rule('state', 'equals', state)], { wires: [[], []], ...more })
  const around: readonly Saved[] = [tab('flow'), ...ends.map(receiver), catchAll('catch', 'caught')]

  const start = async (nodes: readonly Saved[]): Promise<void> => {
    statuses = new Map()
    onStatus = () => undefined
    events.on('node-status', told)
    flow = await Flow.start([...around, ...nodes])
    came = []
    collect()
  }
  const collect = (): void => {
    onCame = () => undefined
    for (const at of ends) {
      flow.node(at).on('input', (msg) => {
        came.push({ at, msg: msg })
        onCame()
      })
    }
  }
  /** Ends once so much has come. */
  const until = (count: number): Promise<void> =>
    new Promise((resolve) => {
      onCame = () => {
        if (came.length >= count) resolve()
      }
      onCame()
    })
  const deploy = async (nodes: readonly Saved[], type: 'full' | 'nodes' = 'nodes'): Promise<void> => {
    await flow.redeploy([...around, ...nodes], type)
    if (type === 'full') collect()
  }
  const status = (id = 'dog'): Status => statuses.get(id) ?? {}
  /** Ends once the watchdog shows a text: it shows no more often what is open than can be read. */
  const shows = (text: string): Promise<void> =>
    new Promise((resolve) => {
      onStatus = () => {
        if (status().text === text) resolve()
      }
      onStatus()
    })

  afterEach(async () => {
    events.removeListener('node-status', told)
    await flow.stop()
  })

  /** Where an event comes out, with what it is told by: an alert's title, or an error. */
  const send = async (event: object, more: object = {}, to = 'dog'): Promise<string> => {
    flow.receive(to, { payload: event, ...more })
    await until(1)
    const { at, msg } = came.shift()!
    if (at !== 'caught') return at
    const { error } = msg as unknown as Caught
    return `${error.code}: ${error.message}`
  }
  const down = (host: string, state = 'down'): object => ({ host, state })

  it('raises what its sieve lets pass', async () => {
    await start([dog(), sieve('down')])
    assert.equal(await send(down('a')), 'new')
    assert.equal(await send(down('a')), 'update')
    assert.equal(await send(down('b', 'odd')), 'nothing')
    await shows('1 open')
  })

  it('looks where it looks itself, not where the sieve does', async () => {
    await start([dog({ property: 'event' }), sieve('down', { property: 'other' })])
    assert.equal(await send({}, { event: down('a'), other: down('a', 'odd') }), 'new')
  })

  it('is left as it was by a deploy of its sieve alone, and follows it; so does another watchdog', async () => {
    const dogs = (): readonly Saved[] => [dog(), dog({ id: 'second' })]
    await start([...dogs(), sieve('down')])
    assert.deepEqual([await send(down('a')), await send(down('a'), {}, 'second')], ['new', 'new'])
    const nodes = [flow.node('dog'), flow.node('second')]
    await deploy([...dogs(), sieve('odd')])
    assert.ok(nodes[0] === flow.node('dog') && nodes[1] === flow.node('second'), 'the deploy left them alone')
    for (const id of ['dog', 'second']) {
      assert.equal(await send(down('b'), {}, id), 'nothing')
      assert.equal(await send(down('a', 'odd'), {}, id), 'update', 'what was open is so still')
    }
  })

  it('is built anew with the only sieve of its list, and knows what is open', async () => {
    const one = dog({ sieves: ['down'] })
    await start([one, sieve('down')])
    assert.equal(await send(down('a')), 'new')
    const before = flow.node('dog')
    await deploy([one, sieve('odd')])
    assert.ok(before !== flow.node('dog'))
    assert.equal(await send(down('a', 'odd')), 'update')
  })

  it('says so while its sieve is gone, and works again once it is back, with what is open', async () => {
    await start([dog(), sieve('down')])
    assert.equal(await send(down('a')), 'new')
    await deploy([dog()])
    assert.deepEqual([status().fill, status().text], ['red', 'broken rules'])
    assert.match(await send(down('a')), /^SIEVE_INVALID: Error: Trigger 1 cannot be used: it refers to a sieve \(down\) that is gone or disabled$/)
    await deploy([dog(), sieve('down')])
    await shows('1 open')
    assert.equal(await send(down('a')), 'update')
  })

  it('says so while its sieve, or the flow of its sieve, is disabled', async () => {
    const other = (disabled: boolean): Saved => ({ id: 'other flow', type: 'tab', label: 'other flow', disabled })
    const there = (d: boolean): Saved => sieve('down', { z: 'other flow', d })
    await start([dog(), other(false), there(true)])
    assert.equal(status().fill, 'red')
    assert.match(await send(down('a')), /^SIEVE_INVALID: .*\(down\).*disabled/)
    await deploy([dog(), other(false), there(false)])
    assert.equal(await send(down('a')), 'new')
    await deploy([dog(), other(true), there(false)])
    assert.match(await send(down('a')), /^SIEVE_INVALID: /)
    await deploy([dog(), other(false), there(false)])
    assert.equal(await send(down('a')), 'update')
  })

  it('tells which sieve is broken, and how, and names its own rules that refer to it', async () => {
    await start([dog({ onlyWhen: all(reference(1)) }), sieve('down'), savedSieve('spare', [regex('a', 'contains', '(?=x)')], { name: 'Spare', wires: [[], []] })])
    assert.match(await send(down('a')), /^SIEVE_INVALID: Error: The rules for which events are looked at cannot be used: it refers to a sieve that is broken itself \(Spare: look-ahead/)
  })

  it('has no part in a cycle that it refers to', async () => {
    const cycle = (id: string, to: string): Saved => savedSieve(id, [reference(0)], { sieves: [to], wires: [[], []] })
    await start([dog(), cycle('down', 'back'), cycle('back', 'down')])
    assert.match(await send(down('a')), /^SIEVE_INVALID: Error: Trigger 1 cannot be used: it refers to a sieve that contains itself \(down → back → down\)$/)
  })

  it('takes an alert back also while its sieve is gone', async () => {
    await start([dog(), sieve('down')])
    flow.receive('dog', { payload: down('a') })
    await until(1)
    const { payload } = came.shift()!.msg
    await deploy([dog()])
    flow.receive('dog', { payload, reset: true })
    await deploy([dog(), sieve('down')])
    assert.equal(await send(down('a')), 'new')
  })

  it('opens what a start without its sieve finds open, and adds to it once that is there', async () => {
    await start([dog(), sieve('down')])
    assert.equal(await send(down('a')), 'new')
    await deploy([dog({ name: 'renamed' })])
    assert.match(await send(down('a')), /^SIEVE_INVALID: /)
    await deploy([dog({ name: 'renamed again' })], 'full')
    await deploy([dog({ name: 'renamed again' }), sieve('down')])
    assert.equal(await send(down('a')), 'update')
  })

  it('has its own mistakes told before it is known which sieves there are', async () => {
    await start([dog({ triggers: [trigger('HIGH', regex('a', 'contains', '(?=x)'), reference(0))] })])
    assert.match(await send(down('a')), /^SIEVE_INVALID: Error: Trigger 1 cannot be used: the regular expression uses look-ahead/)
  })

  it('works by the rules that were while its sieve is deployed, and then by those that are', async () => {
    const slow: Saved = { id: 'slow', type: 'helper', z: 'flow', x: 1, y: 1, wires: [], version: 1 }
    await start([dog(), sieve('down'), slow])
    const steps: string[] = []
    const sieveClosed = new Promise<void>((closed) => flow.node('down').on('close', () => closed()))
    flow.node('slow').on('close', (closed: () => void) => {
      void sieveClosed
        .then(() => send(down('a')))
        .then((end) => steps.push(end))
        .then(closed)
    })
    await deploy([dog(), sieve('odd'), { ...slow, version: 2 }])
    assert.deepEqual(steps, ['new'])
    assert.equal(await send(down('b')), 'nothing')
  })

  it('lets what comes while flows start wait for the sieves', async () => {
    await start([])
    const made = dog()
    const sent = new Promise<string>((resolve, reject) => {
      const onStarting = (): void => {
        events.removeListener('flows:starting', onStarting)
        // The nodes are made in the turns that follow: no sooner than that one is there it gets a message.
        const look = (): void => {
          if ((flow.node('dog') as unknown) === null || (flow.node('dog') as unknown) === undefined) setImmediate(look)
          else send(down('a')).then(resolve, reject)
        }
        look()
      }
      events.on('flows:starting', onStarting)
    })
    await deploy([made, sieve('down')], 'nodes')
    assert.equal(await sent, 'new')
  })

  it('goes on with a list by the new rules of its sieve, and loses nothing', async () => {
    await start([dog({ split: 'hosts' }), sieve('down')])
    flow.receive('dog', { payload: { hosts: Array.from({ length: 3000 }, (_, index) => down(String(index))) } })
    await until(100)
    await deploy([dog({ split: 'hosts' }), sieve('odd')])
    await until(3000)
    const got = came.map(({ at, msg }) => (at === 'new' ? (msg.payload as Alert).title : at))
    const first = got.indexOf('nothing')
    assert.ok(first >= 100)
    assert.deepEqual(got, [...Array.from({ length: first }, (_, index) => String(index)), ...Array.from({ length: 3000 - first }, () => 'nothing')])
  })

  it('ends a list whose sieve a deploy takes away with what is wrong', async () => {
    await start([dog({ split: 'hosts' }), sieve('down')])
    flow.receive('dog', { payload: { hosts: Array.from({ length: 3000 }, (_, index) => down(String(index))) } })
    await until(100)
    await deploy([dog({ split: 'hosts' })])
    await new Promise<void>((resolve) => {
      onCame = () => {
        if (came.at(-1)?.at === 'caught') resolve()
      }
      onCame()
    })
    assert.equal((came.at(-1)?.msg as unknown as Caught).error.code, 'SIEVE_INVALID')
    assert.ok(came.length < 3000)
  })

  for (const [what, sieves] of [['one id, which arrives as text', ['down']], ['several ids, which Node-RED leaves as they were', ['down', 'spare']]] as const) {
    it(`refers in each instance of a subflow to the sieve of that instance, by a list of ${what}`, async () => {
      const env = (state: string): object => ({ env: [{ name: 'STATE', type: 'str', value: state }] })
      const instance = (id: string, state: string): Saved => ({ id, type: 'subflow:sub', z: 'flow', x: 1, y: 1, wires: ports.map((port) => [port]), ...env(state) })
      const inSubflow = (more: object): Saved[] => [
        {
          id: 'sub', type: 'subflow', name: 'sub', in: [{ x: 1, y: 1, wires: [{ id: 'dog' }] }],
          out: ports.map((_, port) => ({ x: 1, y: 1, wires: [{ id: 'dog', port }] })), ...env('none')
        },
        { ...dog({ sieves }), z: 'sub', wires: [[], [], []] },
        sieve('${STATE}', { z: 'sub', ...more }),
        savedSieve('spare', [], { z: 'sub', wires: [[], []] }),
        instance('one', 'down'),
        instance('two', 'off')
      ]
      await start(inSubflow({}))
      const answers = async (host: string): Promise<readonly string[]> => [
        await send(down(host), {}, 'one'), await send(down(host), {}, 'two'), await send(down(host, 'off'), {}, 'one'), await send(down(host, 'off'), {}, 'two')
      ]
      assert.deepEqual(await answers('a'), ['new', 'nothing', 'nothing', 'new'])
      await deploy(inSubflow({ d: true }))
      for (const answer of await answers('b')) assert.match(answer, /^SIEVE_INVALID: .*gone or disabled/)
      await deploy(inSubflow({}))
      assert.deepEqual(await answers('a'), ['update', 'nothing', 'nothing', 'update'])
    })
  }

  it('leaves nothing behind in 20 deploys, and no more than one listener for any number of watchdogs and sieves', async () => {
    const nodes = (value: string): Saved[] => [
      ...Array.from({ length: 15 }, (_, index) => dog({ id: `dog ${index}`, name: value })),
      ...Array.from({ length: 15 }, (_, index) => savedSieve(`sieve ${index}`, [], { wires: [[], []], value })),
      sieve('down')
    ]
    await start([])
    const listeners = (): number => events.listenerCount('flows:started')
    const before = listeners()
    for (let deploys = 0; deploys < 20; deploys += 1) {
      await deploy(nodes(String(deploys)), deploys % 2 === 0 ? 'nodes' : 'full')
      assert.equal(listeners(), before + 2, 'one for sieves, one for messages over deploys')
    }
    assert.equal(await send(down('a'), {}, 'dog 14'), 'new')
    await deploy([dog()])
    assert.match(await send(down('a')), /^SIEVE_INVALID: .*\(down\)/, 'no closed sieve is still referred to')
    await deploy([])
    assert.equal(listeners(), before)
  })
})
