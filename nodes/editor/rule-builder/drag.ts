import { element } from '../row/element'
import { listOf } from './moves'
import { rowsOf } from './reading'

/** Where a row would be put down: before another of a list, or at the list's end. */
interface Spot {
  readonly list: HTMLElement
  readonly before: HTMLElement | null
}

/** How far a press must go to be a drag, in CSS pixels. */
const threshold = 4

/** How high the edges of a group are that mean before and after it, not into it. */
const edge = 8

/** How far beside the rules a row may be let go and is still put down. */
const reach = 60

/** How near to an end of the dialog it scrolls, and how far at a time. */
const scrollZone = 40
const scrollStep = 12

/** Only the height counts: however deep a group, its rows take the whole width. */
const spotIn = (group: Element, list: HTMLElement, dragged: HTMLElement, y: number): Spot => {
  for (const row of rowsOf(group)) {
    const box = row.getBoundingClientRect()
    if (row === dragged || y >= box.bottom) continue
    const inner = listOf(row)
    const head = row.querySelector(':scope > .line')?.getBoundingClientRect() ?? box
    const turn = inner === null ? box.top + box.height / 2 : head.top + head.height / 2
    if (y < turn) return { list, before: row }
    if (inner !== null && y < box.bottom - edge) return spotIn(row, inner, dragged, y)
    return { list, before: row.nextElementSibling as HTMLElement | null }
  }
  return { list, before: null }
}

/** What moves a row by its grip, with a mouse, a pen or a finger. */
export interface Dragging {
  /** All of the rules: what is dragged stays in these. */
  readonly rules: HTMLElement
  readonly top: HTMLElement
  /** Called once a row was put elsewhere. */
  readonly dropped: (row: HTMLElement) => void
}

/** Carries one row from the press of its grip on, until it is let go, or Escape is pressed. */
const carry = (row: HTMLElement, grip: HTMLElement, down: PointerEvent, { rules, top, dropped }: Dragging): void => {
  const line = element('div', { class: 'drop-line' })
  const scrolled = rules.closest<HTMLElement>('.red-ui-tray-body')
  const ends = new AbortController()
  let isDragged = false
  let y = down.clientY
  let spot: Spot | undefined

  const show = (): void => {
    const outer = rules.getBoundingClientRect()
    const list = listOf(top)
    spot = list === null || y < outer.top - reach || y > outer.bottom + reach ? undefined : spotIn(top, list, row, y)
    line.hidden = spot === undefined
    if (spot === undefined) return
    const box = spot.list.getBoundingClientRect()
    const after = spot.before === null ? spot.list.lastElementChild : null
    const at = spot.before?.getBoundingClientRect().top ?? after?.getBoundingClientRect().bottom ?? box.top
    Object.assign(line.style, { top: `${at - outer.top - 3}px`, left: `${box.left - outer.left}px`, width: `${box.width}px` })
  }

  const scroll = (): void => {
    if (ends.signal.aborted) return
    requestAnimationFrame(scroll)
    const box = scrolled?.getBoundingClientRect()
    if (!isDragged || !scrolled || box === undefined) return
    const by = y < box.top + scrollZone ? -scrollStep : y > box.bottom - scrollZone ? scrollStep : 0
    if (by === 0) return
    scrolled.scrollTop += by
    show()
  }

  const end = (isLetGo: boolean): void => {
    ends.abort()
    line.remove()
    rules.classList.remove('dragging')
    row.classList.remove('dragged')
    const isElsewhere = spot !== undefined && spot.before !== row && !(spot.list === row.parentElement && spot.before === row.nextElementSibling)
    if (!isLetGo || !isDragged || spot === undefined || !isElsewhere) return
    spot.list.insertBefore(row, spot.before)
    dropped(row)
  }

  const on = { signal: ends.signal }
  grip.setPointerCapture(down.pointerId)
  grip.addEventListener(
    'pointermove',
    ({ clientY }) => {
      y = clientY
      if (!isDragged && Math.abs(y - down.clientY) < threshold) return
      if (!isDragged) {
        isDragged = true
        rules.classList.add('dragging')
        row.classList.add('dragged')
        rules.append(line)
        scroll()
      }
      show()
    },
    on
  )
  grip.addEventListener('pointerup', () => end(true), on)
  grip.addEventListener('pointercancel', () => end(false), on)
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      end(false)
    },
    { capture: true, ...on }
  )
}

/**
 * Lets rows be dragged by their grips. A line shows where the row would go, and nothing moves before it is let go: what
 * is dropped on would otherwise jump away, a group most of all.
 */
export const letDrag = (dragging: Dragging): void => {
  dragging.rules.addEventListener('pointerdown', (event) => {
    const grip = event.target instanceof Element ? event.target.closest<HTMLElement>('.handle') : null
    const row = grip?.closest<HTMLElement>('li[data-kind]')
    if (event.button !== 0 || grip === null || !row) return
    event.preventDefault()
    carry(row, grip, event, dragging)
  })
}
