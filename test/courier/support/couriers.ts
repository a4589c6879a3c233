import { randomUUID } from 'node:crypto'
import { Courier, type CourierOptions } from '../../../nodes/courier/courier'
import { DiskOutbox } from '../../../nodes/courier/disk-outbox'
import { type Ended, nothingLeft, type Waiting } from '../../../nodes/courier/outbox'
import type { Outcome } from '../../../nodes/courier/outcome'
import type { Verdict } from '../../../nodes/courier/retry-policy'
import type { Shipment } from '../../../nodes/courier/shipment'
import { FakeClock } from './fake-clock'
import { FakeDisk } from './fake-disk'

/** What a platform of a test answers; its verdict is the answer itself. */
export type Answer = Verdict & { readonly title?: string }

/** What was sent: the titles of its alerts. */
export type Sent = readonly string[]

const titleOf = (alert: Waiting): string => (JSON.parse(alert.message) as { readonly payload: string }).payload

/** A courier whose disk, clock and platform a test holds in its hands. */
export class Bench {
  readonly clock = new FakeClock()
  readonly disk = new FakeDisk()
  readonly sent: Sent[] = []
  readonly timeouts: number[] = []
  readonly told: Ended<Outcome<Answer>>[] = []
  readonly durable: string[] = []
  damage = 0
  readonly faults: unknown[] = []
  /** Whether this process still holds the folder. */
  holds = true
  /** What the platform answers to a request. */
  answer: (titles: Sent) => Answer | Promise<Answer> = () => ({ kind: 'delivered' })
  /** Whether the flow hears what it is told. */
  hears = true
  alone: (title: string) => boolean = () => false
  random = 0.5
  courier: Courier<Answer> | undefined
  #life = 0
  more: Partial<CourierOptions<Answer>> = {}

  /** The power is cut: what was not synced is gone, and the process with it. */
  cutPower(): void {
    this.disk.cutPower()
    this.#life += 1
  }

  /** Starts a courier: the one before it has closed, or ended with the power. */
  start(): this {
    const { clock } = this
    const disk = this.disk.ofProcess()
    const life = this.#life
    const isDead = (): boolean => life !== this.#life
    const lock = { isHeld: () => Promise.resolve(this.holds), release: () => Promise.resolve() }
    this.courier = new Courier<Answer>({
      platform: {
        timeout: 30_000,
        send: async (body, timeout, signal) => {
          if (isDead()) return new Promise(() => undefined)
          const titles = JSON.parse(body.toString()) as Sent
          this.sent.push(titles)
          this.timeouts.push(timeout)
          let abort = (): void => undefined
          const aborted = new Promise<Answer>((resolve) => (abort = () => resolve({ kind: 'doubtful', stored: true })))
          signal.addEventListener('abort', abort)
          const answer = await Promise.race([this.answer(titles), aborted])
          signal.removeEventListener('abort', abort)
          return answer
        },
        close: () => undefined
      },
      verdictOf: (receipt) => receipt,
      composer: {
        compose: (alert) => Buffer.from(JSON.stringify([titleOf(alert)])),
        digest: (alerts) => {
          const alone = alerts.filter((alert) => this.alone(titleOf(alert)))
          const together = alerts.filter((alert) => !this.alone(titleOf(alert)))
          const shipment = (some: readonly Waiting[], digest: string): Shipment => ({ alerts: some, body: Buffer.from(JSON.stringify(some.map(titleOf))), digest })
          return [...alone.map((alert) => shipment([alert], '')), ...(together.length > 0 ? [shipment(together, 'digest')] : [])]
        }
      },
      outbox: (onTrouble) =>
        new DiskOutbox({
          folder: '/outbox',
          disk,
          clock,
          lock: async (_folder, signal) => {
            while (!this.holds && !signal.aborted) await clock.wait(1000, signal)
            return signal.aborted ? { kind: 'aborted' } : { kind: 'held', lock }
          },
          calls: () => this.more.visa?.calls() ?? [],
          onChange: onTrouble,
          segmentSize: 2000
        }),
      left: nothingLeft,
      outboxLimit: 100_000,
      digestAbove: 20,
      expireAfter: Infinity,
      visa: undefined,
      clock,
      random: () => this.random,
      tell: (ended, told) => {
        if (!this.hears || isDead()) return
        this.told.push(ended)
        told()
      },
      onChange: () => undefined,
      onDamage: (stretches) => (this.damage += stretches),
      onFault: (error) => this.faults.push(error),
      ...this.more
    })
    return this
  }

  take(title: string): string {
    return this.courier?.take({ id: randomUUID(), action: 'action', message: JSON.stringify({ payload: title }) }, () => this.durable.push(title)) ?? 'none'
  }

  takeAll(count: number, prefix = ''): readonly string[] {
    return Array.from({ length: count }, (_, index) => {
      const title = `${prefix}${index}`
      this.take(title)
      return title
    })
  }

  /** The titles of the alerts whose outcome was told, in order. */
  titles(kind?: string): readonly string[] {
    return this.told
      .filter(({ outcome }) => kind === undefined || (outcome.kind === 'tried' ? outcome.receipt.kind : outcome.kind) === kind)
      .map(({ alert }) => titleOf(alert))
  }
}
