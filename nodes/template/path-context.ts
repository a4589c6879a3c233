import Mustache from 'mustache'
import { compilePath, type Reader } from '../event/path'

/** Looks names up as field paths, own properties only, where mustache itself would walk prototypes and call functions. */
export class PathContext extends Mustache.Context {
  readonly #readers: Map<string, Reader>
  readonly #above: PathContext | undefined

  /** @param readers the paths of a template, compiled as they are first met */
  constructor(view: unknown, readers: Map<string, Reader>, above?: PathContext) {
    super(view, above)
    this.#readers = readers
    this.#above = above
  }

  override push(view: unknown): PathContext {
    return new PathContext(view, this.#readers, this)
  }

  override lookup(name: string): unknown {
    const view: unknown = this.view
    if (name === '.') return typeof view === 'function' ? undefined : view
    const found = this.#reader(name)(view)
    const value = found === undefined ? this.#above?.lookup(name) : found
    return typeof value === 'function' ? undefined : value
  }

  #reader(name: string): Reader {
    const known = this.#readers.get(name)
    if (known !== undefined) return known
    const path = compilePath(name)
    const read: Reader = path.ok ? path.read : () => undefined
    this.#readers.set(name, read)
    return read
  }
}
