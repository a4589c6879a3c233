/** Nodes of the benchmark's own, which run beside the package's in a real Node-RED. */
import type { Request, Response } from 'express'
import type { NodeAPI } from 'node-red'
import { collectGarbage } from '../garbage'
import { registerByHand } from './by-hand'
import { registerLanes, type Run } from './lane'

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
    collectGarbage()
    response.json(process.memoryUsage())
  })
}
