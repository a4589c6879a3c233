import { readFile, readlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { isRecord } from '../saved/record'
import { systemCode } from './system-code'

/** Which process has a claim, as written in the claim's file. A text is `''` where the system does not tell. */
export interface Holder {
  readonly host: string
  /** The kernel's boot: the same in every container on one kernel, another after each boot. Linux only. */
  readonly boot: string
  readonly pid: number
  /** When the process began, in clock ticks since boot: a pid is used again, and in a container it is always 1. Linux only. */
  readonly start: string
  /** Where the pid means this process. Linux only. */
  readonly namespace: string
  /** The device number by which its kernel knows the mounted volume. */
  readonly volume: number
  /** Whether it has a doorbell that was heard to ring. */
  readonly doorbell: boolean
}

interface ProcessStat {
  readonly ended: boolean
  readonly start: string
}

/** Source: proc_pid_stat(5). `undefined` where there is no such process, or no /proc. */
const readStat = async (pid: number | 'self'): Promise<ProcessStat | undefined> => {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The second field is the command in parentheses, which may hold spaces and parentheses itself.
  const [state = '', ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const start = rest[18] // field 22
  // A zombie holds nothing any more, but keeps its pid until its parent asks.
  return start === undefined ? undefined : { ended: state === 'Z' || state === 'X', start }
}

/** Where /proc was mounted by another pid namespace its numbers are not ours: then it does not tell. */
const readNamespace = async (): Promise<string> => {
  const self = await readlink('/proc/self').catch(() => '')
  return self === String(process.pid) ? readlink('/proc/self/ns/pid').catch(() => '') : ''
}

/** This process, with a claim on a volume. Never rejects. */
export const introduce = async (volume: number, doorbell: boolean): Promise<Holder> => ({
  host: hostname(),
  boot: await readFile('/proc/sys/kernel/random/boot_id', 'utf8').then((text) => text.trim(), () => ''),
  pid: process.pid,
  start: (await readStat('self'))?.start ?? '',
  namespace: await readNamespace(),
  volume,
  doorbell
})

/** Reads a claim's file; `undefined` where it does not say who has it, as when the disk was too full to write it. */
export const readHolder = (text: string): Holder | undefined => {
  let holder: unknown
  try {
    holder = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isRecord(holder)) return undefined
  const { host, boot, pid, start, namespace, volume, doorbell } = holder
  if (typeof host !== 'string' || typeof boot !== 'string' || typeof start !== 'string' || typeof namespace !== 'string') return undefined
  // Asking the system for pid 0 or below would ask for groups of processes.
  if (!Number.isSafeInteger(pid) || Number(pid) < 1 || typeof volume !== 'number' || typeof doorbell !== 'boolean') return undefined
  return { host, boot, pid: Number(pid), start, namespace, volume, doorbell }
}

/** Whether two run on the same kernel. Without a boot to compare, the host's name has to do. */
export const onOneKernel = (one: Holder, other: Holder): boolean =>
  one.boot === other.boot && (one.boot !== '' || one.host === other.host)

/** Whether they know each other by their pids. Only where there are no namespaces, none has to be told. */
export const inOneNamespace = (one: Holder, other: Holder): boolean =>
  onOneKernel(one, other) && one.namespace === other.namespace && (one.namespace !== '' || one.boot === '')

/** Whether the process of a holder in our own namespace runs; a stopped one does. Never rejects. */
export const runs = async ({ pid, start }: Holder): Promise<boolean | 'unknown'> => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // Any other error tells of a process that is not ours to signal.
    if (systemCode(error) === 'ESRCH') return false
  }
  const stat = await readStat(pid)
  if (stat === undefined || start === '') return 'unknown'
  if (stat.ended || stat.start !== start) return false
  // This very process, and yet none of its claims: one that could not be removed, or of another copy of this package.
  return pid === process.pid ? 'unknown' : true
}
