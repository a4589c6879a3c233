import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Node, NodeAPI, NodeDef, NodeMessage, NodeMessageInFlow } from 'node-red'
import { folderName } from './courier/folder-name'
import { sayIn } from './door/catalogue'
import { Changes } from './door/changes'
import { CodedError } from './door/coded-error'
import { type OpenWatchdog, openWatchdog } from './door/open-watchdog'
import { propertyReader } from './door/property-reader'
import { asError, complete, report, wordsOf } from './door/report'
import { requestOf } from './event/request'
import english from './locales/en-US/alert-watchdog.json'
import sieveEnglish from './locales/en-US/sieve.json'
import { readText } from './saved/text'
import { bad, type WatchdogProblem, type WatchdogResult } from './watchdog/problem'
import { defaults, type SavedWatchdog } from './watchdog/saved'
import type { Scope } from './watchdog/subject'
import type { Finding } from './watchdog/watchdog'

interface Saved extends NodeDef, SavedWatchdog {}

type Send = (msg: NodeMessage | (NodeMessage | null)[]) => void
type Done = (error?: Error) => void

/** So many events of one message are looked at in one turn; then others get theirs. */
const turn = 200

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const port: Readonly<Record<Finding['kind'], (msg: NodeMessage) => (NodeMessage | null)[]>> = {
  new: (msg) => [msg],
  update: (msg) => [null, msg],
  nothing: (msg) => [null, null, msg]
}

/** What of a message templates and rules may ask for: its request as plain data. */
const plain = (msg: NodeMessageInFlow): unknown => ('req' in msg ? { ...msg, req: requestOf(msg.req), res: undefined } : msg)

const scopeOf = (msg: NodeMessageInFlow & { readonly topic?: unknown }, outer: unknown): Scope => {
  let asked: unknown
  return {
    outer,
    payload: msg.payload,
    topic: msg.topic,
    get msg() {
      return (asked ??= plain(msg))
    }
  }
}

export = (RED: NodeAPI): void => {
  const say = sayIn(RED, 'alert-watchdog', english)
  const saySieve = sayIn(RED, 'sieve', sieveEnglish)

  const pathOf = (id: string): string => {
    const { userDir } = RED.settings as { readonly userDir?: unknown }
    return join(typeof userDir === 'string' ? userDir : join(homedir(), '.node-red'), 'alert-courier', 'watchdogs', `${folderName(id)}.jsonl`)
  }

  const errorOf = ({ code, reason, params, sieve }: WatchdogProblem): CodedError => {
    const why = sieve === undefined ? '' : saySieve(`why.${sieve.reason}`, { detail: sieve.detail })
    return new CodedError(say(`failure.${reason}`, { ...params, why }), code)
  }

  function AlertWatchdog(this: Node, saved: Saved): void {
    RED.nodes.createNode(this, saved)
    const property = saved.property === undefined ? defaults.property : readText(saved.property)
    const read = propertyReader(RED, property)
    /** The part of a message that an event is in: where it is split, each part of it goes its own way. */
    const place = /^(?:msg\.)?([^.[]*)/.exec(property)?.[1] ?? ''
    const changes = new Changes()
    let trouble: string | null = null
    /** Matching fields that were warned of. */
    const inexact = new Set<string>()
    let forgotten = 0
    let shown = ''

    const opened: WatchdogResult<OpenWatchdog> =
      read === undefined
        ? bad('CONFIG_INVALID', 'property', { property })
        : openWatchdog(saved, {
            id: this.id,
            path: pathOf(this.id),
            onTrouble: (code) => {
              trouble = code
              if (code !== null) this.warn(say('log.unwritable', { code }))
              changes.tell()
            },
            onInexact: (field) => {
              if (inexact.has(field)) return
              inexact.add(field)
              this.warn(say('log.inexact', { field }))
            }
          })

    const show = (fill: 'red' | 'yellow' | 'grey', text: string): void => {
      if (text === shown) return
      shown = text
      this.status(text === '' ? {} : { fill, shape: fill === 'grey' ? 'dot' : 'ring', text })
    }
    const refresh = (): void => {
      if (!opened.ok) {
        show('red', say(`status.${opened.problem.code}`))
        return
      }
      const { open } = opened.value
      if (open.forgotten > 0 && forgotten === 0) this.warn(say('log.forgotten', { count: open.size }))
      forgotten = open.forgotten
      if (trouble !== null) show('yellow', say('status.unwritable'))
      else show('grey', open.size === 0 ? '' : say('status.open', { count: open.size }))
    }
    changes.watch(refresh)
    // A new node clears what the one before it showed.
    this.status({})
    refresh()
    if (opened.ok) void opened.value.ready.then(() => changes.tell())

    /** A message of its own for one of several events, which can be put together again by a join node. */
    const partOf = (msg: NodeMessageInFlow, event: unknown, id: string, index: number, count: number): NodeMessage => {
      const rest = Object.fromEntries(Object.entries(msg).filter(([key]) => key !== place))
      const { parts } = msg as { readonly parts?: unknown }
      const part = {
        ...(count === 1 ? rest : RED.util.cloneMessage(rest)),
        _msgid: RED.util.generateId(),
        payload: event,
        parts: { ...(parts === undefined ? {} : { parts }), id, index, count, type: 'array' }
      }
      return part
    }

    const look = async (msg: NodeMessageInFlow, send: Send): Promise<void> => {
      if (!opened.ok) throw errorOf(opened.problem)
      const { watchdog, ready } = opened.value
      await ready
      if (Object.hasOwn(msg, 'reset')) {
        watchdog.takeBack(msg.payload, Date.now())
        return
      }
      const event = read?.(msg)
      const events = watchdog.eventsOf(event)
      const scope = scopeOf(msg, event)
      const id = RED.util.generateId()
      for (const [index, one] of events.entries()) {
        if (index % turn === turn - 1) await nextTurn()
        const finding = watchdog.look(one, scope, Date.now())
        const out = watchdog.splits ? partOf(msg, one, id, index, events.length) : msg
        if (finding.kind !== 'nothing') out.payload = finding.alert
        try {
          send(port[finding.kind](out))
        } catch (thrown) {
          // To a second wire goes a copy, which not every message can be made of.
          throw new CodedError(say('failure.uncopyable', { detail: wordsOf(thrown) }), 'MESSAGE_UNCOPYABLE')
        }
      }
    }

    const take = async (msg: NodeMessageInFlow, send: Send, done: Done): Promise<void> => {
      try {
        await look(msg, send)
      } catch (thrown) {
        report(this, msg, done, asError(thrown))
        return
      }
      complete(this, done)
      changes.tell()
    }

    // One message after the other: what a message says of an alert is as old as its place in the line.
    let line = Promise.resolve()
    this.on('input', (msg: NodeMessageInFlow, send, done) => {
      line = line.then(() => take(msg, send, done))
    })

    this.on('close', (done: () => void) => {
      changes.end()
      const end = async (): Promise<void> => {
        await line
        if (opened.ok) await opened.value.close()
      }
      void end().then(done)
    })
  }

  RED.nodes.registerType('alert-watchdog', AlertWatchdog)
}
