/** Prints what 100,000 open alerts take of the heap, in a process of their own. */
import { randomUUID } from 'node:crypto'
import { keyOf } from '../../nodes/watchdog/alert-key'
import { OpenAlerts } from '../../nodes/watchdog/open-alerts'

const heap = (): number => {
  globalThis.gc?.()
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

let written = 0
const before = heap()
const open = new OpenAlerts({ most: 100_000, keep: 30 * 24 * 3_600_000 }, (entry) => (written += JSON.stringify(entry).length))
for (let index = 0; index < 100_000; index += 1) {
  const at = Date.now() + index
  // As after a restart, and seen again: no two of them share anything.
  const { key } = keyOf('watchdog', { text: 'source', hidden: [], endedEarly: false }, [['host', `host-${index}`]])
  for (const incidents of [1, 2]) open.put(key, { id: randomUUID(), level: 'HIGH', created: at - 1, first: at, seen: at + 1, incidents })
}
const bytes = heap() - before
console.log(JSON.stringify({ size: open.size, bytes, written }))
