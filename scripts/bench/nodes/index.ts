/** Nodes of the benchmark's own, which run beside the package's in a real Node-RED. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Request, Response } from 'express'
import type { NodeAPI } from 'node-red'
import { registerByHand } from './by-hand'
import { registerLanes, type Run } from './lane'

/** Collects what is garbage. */
const collect = (): void => {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  gc()
  gc()
}

export default (RED: NodeAPI): void => {
  registerByHand(RED)
  const send = registerLanes(RED)

  RED.httpAdmin.post('/bench/run', (request: Request, response: Response) => {
    send(request.body as Run).then(
      (ran) => response.json(ran),
      (error: unknown) => response.status(500).send(String(error))
    )
  })

  RED.httpAdmin.get('/bench/memory', (_request: Request, response: Response) => {
    collect()
    response.json(process.memoryUsage())
  })
}
