import { rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'

/**
 * Bytes of the longest path of a socket that all systems take: macOS has room for 104 with the zero at its end, Linux for
 * 108. Node 20 cuts a longer one off and takes what is left.
 */
const longestPath = 103

const fits = (path: string): boolean => Buffer.byteLength(path) <= longestPath

/**
 * Rings at a Unix socket. The kernel answers for a process that is stopped or busy, and refuses for one that has ended,
 * from every container that sees the socket. Never rejects.
 *
 * @returns `unheard` where neither is certain
 */
export const ring = (path: string): Promise<'answered' | 'refused' | 'unheard'> =>
  new Promise((heard) => {
    if (!fits(path)) {
      heard('unheard')
      return
    }
    const socket = connect(path)
    socket.unref()
    socket.once('connect', () => {
      socket.destroy()
      heard('answered')
    })
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      // EAGAIN: it is there, but so many have rung since it was stopped that no more can wait. Source: connect(2).
      heard(code === 'EAGAIN' ? 'answered' : code === 'ECONNREFUSED' ? 'refused' : 'unheard')
    })
  })

/** A Unix socket that a holder listens on, so that others on its kernel can tell for certain whether it lives. */
export class Doorbell {
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
  }

  /** Hangs one up at a path. `undefined` where the path is too long, or the file system or Windows has no such sockets. Never rejects. */
  static async hang(path: string): Promise<Doorbell | undefined> {
    if (!fits(path)) return undefined
    const server = createServer((visitor) => visitor.destroy())
    const listening = await new Promise<boolean>((done) => {
      // Stays: later errors are of visitors that could not be let in, and those have heard it ring.
      server.on('error', () => done(false))
      server.listen(path, () => done(true))
    })
    server.unref()
    if (!listening) return undefined
    const doorbell = new Doorbell(server)
    // Some shared file systems make a socket that nobody can connect to; others would take that for the holder's end.
    if ((await ring(path)) === 'answered') return doorbell
    await doorbell.takeDown()
    await rm(path, { force: true }).catch(() => undefined) // what is left of it rings for nobody
    return undefined
  }

  /** Closes the socket and removes it. Never rejects. */
  takeDown(): Promise<void> {
    return new Promise((closed) => this.#server.close(() => closed()))
  }
}
