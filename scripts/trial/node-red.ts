import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { freePort } from './free-port'

/** A node of a flow, as the admin API takes it. */
export type FlowNode = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string }

/** What a node shows below itself. */
export interface NodeStatus {
  readonly fill?: string
  readonly shape?: string
  readonly text?: string
}

/** What a debug node sends to the sidebar. */
export interface DebugMessage {
  readonly id: string
  readonly name?: string
  readonly format: string
  /** Text; objects are JSON. */
  readonly msg: string
}

export interface NodeRedOptions {
  readonly userDir: string
  /** Node-RED's `red.js`. */
  readonly entry?: string
  /** The Node that runs it. */
  readonly node?: string
  /** The first port to try. */
  readonly port?: number
  readonly env?: Readonly<Record<string, string>>
  /** More settings, as JavaScript source of an object's inside. */
  readonly settings?: string
}

/** What Node-RED tells its editors. */
interface CommsEvent {
  readonly topic: string
  readonly data: DebugMessage | NodeStatus
}

/** How long a start, a stop or a message may take before something is wrong, in milliseconds: less than a test may take. */
const patience = 100_000

const settingsSource = (port: number, more: string): string => `module.exports = {
  uiHost: '127.0.0.1',
  uiPort: ${port},
  flowFile: 'flows.json',
  credentialSecret: 'a throwaway secret of a throwaway folder',
  telemetry: { enabled: false, updateNotification: false },
  lang: 'en-US',
  debugMaxLength: 100000,
  diagnostics: { enabled: false },
  editorTheme: { tours: false, palette: { catalogues: [] } },
  logging: { console: { level: 'info', metrics: false, audit: false } },
  ${more}
}
`

/** What Node-RED prints when its flows have started, when it listens and when it cannot, in the languages that it is run in. */
const started = /Started |sind gestartet|を開始しました/g
const portTaken = /port in use|Port wird verwendet|ポートが使用中/
const listening = /Server now running|Server wird jetzt auf|サーバは .* で実行中/

/** A real Node-RED in a process and a userDir of its own, on 127.0.0.1. */
export class NodeRed {
  readonly url: string
  /** All that it printed. */
  log = ''
  /** All that its debug nodes sent since {@link listen}. */
  readonly debugged: DebugMessage[] = []
  /** All that it told its editors since {@link listen}, as it came. */
  heard = ''
  /** The last status of each node that was told since {@link listen}. */
  readonly statuses = new Map<string, NodeStatus>()
  readonly #process: ChildProcess
  readonly #watchers = new Set<() => void>()
  #comms: WebSocket | undefined

  private constructor(process: ChildProcess, url: string) {
    this.#process = process
    this.url = url
    for (const stream of [process.stdout, process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.log += text
        this.#changed()
      })
    }
    process.once('exit', () => this.#changed())
  }

  /** Starts one; resolves when its flows have started. A port that someone takes in the meantime is left to them. */
  static async start(options: NodeRedOptions): Promise<NodeRed> {
    const port = await freePort(options.port ?? 21_880)
    const nodeRed = NodeRed.#spawn(options, port)
    try {
      // It listens only after its flows have started, and says so last.
      await nodeRed.until(() => nodeRed.#starts() > 0 && listening.test(nodeRed.log), 'Node-RED to start')
      return nodeRed
    } catch (error) {
      await nodeRed.stop()
      if (portTaken.test(nodeRed.log)) return NodeRed.start({ ...options, port: port + 1 })
      throw error
    }
  }

  static #spawn(options: NodeRedOptions, port: number): NodeRed {
    const { userDir, entry = require.resolve('node-red/red.js'), node = process.execPath, env = {} } = options
    writeFileSync(join(userDir, 'settings.js'), settingsSource(port, options.settings ?? ''))
    const child = spawn(node, [entry, '--userDir', userDir], {
      cwd: userDir,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    return new NodeRed(child, `http://127.0.0.1:${port}`)
  }

  get running(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null
  }

  /** Resolves when its process ends, however long that takes. */
  get ended(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.running) resolve()
      else this.#process.once('exit', () => resolve())
    })
  }

  get pid(): number {
    return this.#process.pid ?? 0
  }

  /** Waits for a condition on what this Node-RED printed or sent. Rejects when it dies, or takes too long (milliseconds). */
  async until(condition: () => boolean, what: string, longest = patience): Promise<void> {
    const late = AbortSignal.timeout(longest)
    while (!condition()) {
      if (!this.running) throw new Error(`Node-RED ended while waiting for ${what}:\n${this.log}`)
      if (late.aborted) throw new Error(`Waited in vain for ${what}:\n${this.log}`)
      await new Promise<void>((wake) => {
        const woken = (): void => {
          this.#watchers.delete(woken)
          late.removeEventListener('abort', woken)
          wake()
        }
        this.#watchers.add(woken)
        late.addEventListener('abort', woken)
      })
    }
  }

  /** Calls the admin API. */
  async admin(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<string> {
    const response = await fetch(this.url + path, {
      method,
      headers: { 'Content-Type': 'application/json', 'Node-RED-API-Version': 'v2', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`Node-RED answered ${response.status} to ${method} ${path}: ${text}`)
    return text
  }

  /** Deploys flows in place of all there are; nodes may carry `credentials`. */
  async deploy(flows: readonly FlowNode[], type: 'full' | 'flows' | 'nodes' = 'full'): Promise<void> {
    const started = this.#starts()
    await this.admin('POST', '/flows', { flows }, { 'Node-RED-Deployment-Type': type })
    await this.until(() => this.#starts() > started, 'the deploy')
  }

  /** Listens to debug nodes and statuses, as the editor does. */
  async listen(): Promise<void> {
    const comms = new WebSocket(`${this.url.replace('http', 'ws')}/comms`)
    this.#comms = comms
    comms.on('message', (data: Buffer) => {
      const text = data.toString('utf8')
      this.heard += text
      for (const event of JSON.parse(text) as CommsEvent[]) {
        if (event.topic === 'debug') this.debugged.push(event.data as DebugMessage)
        if (event.topic.startsWith('status/')) this.statuses.set(event.topic.slice('status/'.length), event.data as NodeStatus)
      }
      this.#changed()
    })
    await once(comms, 'open')
    for (const topic of ['debug', 'status/#']) comms.send(JSON.stringify({ subscribe: topic }))
  }

  /** Clicks the button of an inject node. */
  async inject(id: string): Promise<void> {
    await this.admin('POST', `/inject/${id}`, {})
  }

  /** Waits for the first message of one of these debug nodes that came since {@link listen}. */
  async debugOf(ids: readonly string[]): Promise<DebugMessage> {
    const find = (): DebugMessage | undefined => this.debugged.find(({ id }) => ids.includes(id))
    await this.until(() => find() !== undefined, 'a debug message')
    return find() as DebugMessage
  }

  /** Stops it, as Ctrl-C does; by force when it does not. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.#comms?.terminate()
    if (!this.running) return
    // Not 'exit': what it printed last is still to be read then.
    const ended = once(this.#process, 'close')
    this.#process.kill(signal)
    const force = setTimeout(() => this.#process.kill('SIGKILL'), 20_000)
    await ended
    clearTimeout(force)
  }

  #starts(): number {
    return this.log.match(started)?.length ?? 0
  }

  #changed(): void {
    for (const watcher of [...this.#watchers]) watcher()
  }
}
