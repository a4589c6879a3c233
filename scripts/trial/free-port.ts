import { createServer } from 'node:net'

const isFree = (port: number, host: string): Promise<boolean> =>
  new Promise((answer) => {
    const server = createServer()
    server.once('error', () => answer(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => answer(true)))
  })

/** The first port from `from` on that nothing listens on. */
export const freePort = async (from: number, host = '127.0.0.1'): Promise<number> => {
  for (let port = from; port < from + 1000 && port < 65_536; port += 1) {
    if (await isFree(port, host)) return port
  }
  throw new Error(`No port from ${from} on is free`)
}
