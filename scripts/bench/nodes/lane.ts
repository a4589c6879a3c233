import type { Node, NodeAPI, NodeDef, NodeMessageInFlow } from 'node-red'
import { type Load, messagesOf } from './load'

/** A message with a body that is not an event of its own. */
type Message = NodeMessageInFlow & { readonly payload?: unknown }

/** How messages are given to a flow. */
export type Pace =
  /** All of a burst at once. */
  | 'burst'
  /** One a turn of the event loop. */
  | 'turn'
  /** The next one when the last is through. */
  | 'single'
  /** The same, and then a rest of so many milliseconds. */
  | { readonly rest: number }

/** What is sent through a lane. */
export interface Run {
  /** The lane's source. */
  readonly source: string
  readonly load: Load
  /** Messages of a burst; at most 1,000 are in flight. */
  readonly count: number
  readonly bursts: number
  readonly pace: Pace
  /** How many of a burst's messages arrive. */
  readonly arriving: number
}

/** What came of it. */
export interface Ran {
  /** How long all bursts took, in milliseconds: what was done between them is not in it. */
  readonly took: number
  /** The longest that a burst took, in milliseconds. */
  readonly longest: number
  /** When each message was sent, by the machine's steady clock, in nanoseconds; of a pace with a rest only. */
  readonly sent: readonly number[]
}

/** More messages than this at once are no burst that a flow should be measured by. */
const mostInFlight = 1000

/** The beginning of a lane. */
type Source = Node & { readonly sink: string; readonly wires: readonly (readonly string[])[] }

/** Sends a message; of several outputs each gets its own in turn. */
const sendFrom = (source: Source, message: Message, index: number): void => {
  const outputs = source.wires.length
  if (outputs === 1) source.send(message)
  else source.send(source.wires.map((_, output) => (output === index % outputs ? message : null)))
}

/** The end of a lane, where what came through is counted. */
interface Sink {
  count: number
  expected: number
  arrived: () => void
}

/** What has not come through after so long, in milliseconds, never will. */
const patience = 120_000

/** Waits for so many messages at a sink. */
const waitFor = (sink: Sink, expected: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${sink.count} of ${expected} messages came through`)), patience)
    sink.count = 0
    sink.expected = expected
    sink.arrived = () => {
      clearTimeout(late)
      resolve()
    }
  })

const rest = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Registers both ends of a lane; answers what sends through it. */
export const registerLanes = (RED: NodeAPI): ((run: Run) => Promise<Ran>) => {
  const sinks = new Map<string, Sink>()

  RED.nodes.registerType('bench-source', function (this: Node & { sink?: unknown }, saved: NodeDef & { readonly sink?: unknown }) {
    RED.nodes.createNode(this, saved)
    this.sink = saved.sink
  })

  RED.nodes.registerType('bench-sink', function (this: Node, saved: NodeDef) {
    RED.nodes.createNode(this, saved)
    const sink: Sink = { count: 0, expected: Infinity, arrived: () => undefined }
    sinks.set(this.id, sink)
    this.on('input', (_msg, _send, done) => {
      sink.count += 1
      if (sink.count === sink.expected) sink.arrived()
      done()
    })
  })

  return async ({ source, load, count, bursts, pace, arriving }) => {
    if (count > mostInFlight) throw new Error(`${count} messages would be in flight`)
    const node = RED.nodes.getNode(source) as Source
    const sink = sinks.get(node.sink)
    if (sink === undefined) throw new Error(`${source} leads to no sink`)
    const sent: number[] = []
    let took = 0
    let longest = 0
    for (let burst = 0; burst < bursts; burst += 1) {
      const messages = messagesOf(load, count, burst) as readonly Message[]
      const begun = performance.now()
      if (pace === 'burst' || pace === 'turn') {
        const through = waitFor(sink, arriving)
        for (const [index, message] of messages.entries()) {
          sendFrom(node, message, index)
          if (pace === 'turn') await new Promise(setImmediate)
        }
        await through
      } else {
        for (const message of messages) {
          const through = waitFor(sink, 1)
          if (pace !== 'single') sent.push(Number(process.hrtime.bigint()))
          sendFrom(node, message, 0)
          await through
          if (pace !== 'single') await rest(pace.rest)
        }
      }
      const burstTook = performance.now() - begun
      took += burstTook
      longest = Math.max(longest, burstTook)
      // What is not to arrive would have come before the last one.
      if (pace === 'burst' && sink.count !== arriving) throw new Error(`${sink.count} came through, not ${arriving}`)
    }
    return { took, longest, sent }
  }
}
