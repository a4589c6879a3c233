/** From this width on, in CSS pixels, there is room for two columns. */
const widthForTwo = 800

/** Puts what stands in an element beside each other where there is room for it, and one below the other where not. */
export const fitBeside = (place: HTMLElement): void => {
  new ResizeObserver(() => place.classList.toggle('wide', place.clientWidth >= widthForTwo)).observe(place)
}
