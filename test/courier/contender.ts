/**
 * A process of its own that locks a folder, for the tests of the lock: `contender.ts <folder> <rounds> <name>`. It tells
 * its parent what it meets. With 0 rounds it holds until it is asked to release. With more it enters and leaves so often
 * once it is asked to go, and writes both with its name to `log`.
 */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { FolderLock } from '../../nodes/courier/folder-lock'

/** What it tells its parent. */
export type Told =
  | { readonly kind: 'waiting'; readonly host: string; readonly pid: number }
  | { readonly kind: 'ready' | 'held' | 'released' | 'done' }
  | { readonly kind: 'answer'; readonly held: boolean }

/** What its parent asks it for. */
export type Asked = 'go' | 'isHeld' | 'release' | 'hang up'

const [, , folder = '', rounds = '', name = ''] = process.argv

const tell = (told: Told): void => void process.send?.(told)

const acquire = async (): Promise<FolderLock> => {
  const attempt = await FolderLock.acquire({
    folder,
    signal: new AbortController().signal,
    onWaiting: (holder) => holder && tell({ kind: 'waiting', host: holder.host, pid: holder.pid }),
    timing: { look: 5, stale: Infinity }
  })
  if (attempt.kind !== 'held') throw new Error(JSON.stringify(attempt))
  return attempt.lock
}

const write = (word: string): void => appendFileSync(join(folder, 'log'), `${word} ${name}\n`)

const enterAndLeave = async (): Promise<void> => {
  for (let round = 0; round < Number(rounds); round += 1) {
    const lock = await acquire()
    write('enter')
    if (!(await lock.isHeld())) throw new Error('Held no more')
    write('leave')
    await lock.release()
  }
  tell({ kind: 'done' })
}

const hold = async (): Promise<void> => {
  const lock = await acquire()
  process.on('message', (asked: Asked) => {
    if (asked === 'isHeld') void lock.isHeld().then((held) => tell({ kind: 'answer', held }))
    if (asked === 'release') void lock.release().then(() => tell({ kind: 'released' }))
  })
  tell({ kind: 'held' })
}

// From now on the channel to its parent keeps it alive, and nothing else should.
process.on('message', (asked: Asked) => {
  if (asked === 'go') void enterAndLeave()
  if (asked === 'hang up') process.disconnect()
})
if (rounds === '0') void hold()
else tell({ kind: 'ready' })
