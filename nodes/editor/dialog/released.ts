let isPressed = false
const waiting: (() => void)[] = []

const press = (): void => {
  isPressed = true
}

/** After the click that a release may be: its own events come in one turn. */
const release = (): void => {
  setTimeout(() => {
    isPressed = false
    for (const go of waiting.splice(0)) go()
  })
}

document.addEventListener('pointerdown', press, true)
for (const end of ['pointerup', 'pointercancel'] as const) document.addEventListener(end, release, true)
// A release that the page was not told of.
document.addEventListener('pointermove', ({ buttons }) => isPressed && buttons === 0 && release(), true)

/**
 * Waits while the mouse, or a finger, is down. What is drawn by itself waits for this: a button that moves between press
 * and release is not clicked.
 */
export const released = (): Promise<void> => (isPressed ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve())
