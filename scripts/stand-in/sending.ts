import type { ServerResponse } from 'node:http'
import type { TLSSocket } from 'node:tls'
import type { Answer } from './failure'

/** Sends an answer, whole; a `Content-Length` of its own is believed. */
export const send = (response: ServerResponse, answer: Answer): void => {
  response.setHeader('Content-Length', Buffer.byteLength(answer.body))
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value)
  response.writeHead(answer.status)
  response.end(answer.body)
}

/** Sends an answer's headers and half of its body, and closes the connection. */
export const sendHalf = (response: ServerResponse, answer: Answer): void => {
  const bytes = Buffer.from(answer.body)
  response.writeHead(answer.status, { ...answer.headers, 'Content-Length': bytes.length })
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroy())
}

/** Breaks the connection: a reset where TCP allows it, an end without a word inside TLS. */
export const reset = (response: ServerResponse): void => {
  const socket = response.socket
  if (socket === null) return
  if ((socket as Partial<TLSSocket>).encrypted === true) socket.destroy()
  else socket.resetAndDestroy()
}

/** Things to be done later, all of which can be called off, those that are still to be thought of included. */
export class Later {
  readonly #timers = new Set<NodeJS.Timeout>()
  #isCancelled = false

  /** Does something in `ms`. */
  do(ms: number, act: () => void): void {
    if (this.#isCancelled) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      act()
    }, ms)
    this.#timers.add(timer)
  }

  /** Sends headers at once and the body byte by byte, the last one in `ms`. */
  trickle(response: ServerResponse, answer: Answer, ms: number): void {
    const bytes = Buffer.from(answer.body)
    response.writeHead(answer.status, { ...answer.headers, 'Content-Length': bytes.length })
    response.flushHeaders()
    if (bytes.length === 0) response.end()
    const next = (at: number): void =>
      this.do(ms / bytes.length, () => {
        response.write(bytes.subarray(at, at + 1))
        if (at + 1 < bytes.length) next(at + 1)
        else response.end()
      })
    if (bytes.length > 0) next(0)
  }

  /** Calls everything off. */
  cancel(): void {
    this.#isCancelled = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }
}
