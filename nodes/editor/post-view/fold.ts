/** How high a text of an attachment may be before it folds, in CSS pixels. Source: Mattermost 11.6 message_attachment.tsx. */
const highest = 200

/** What is said on the button. */
export interface FoldWords {
  readonly more: string
  readonly less: string
}

/** Folds texts that are too high, once each: with a button behind it that unfolds it. None of them may be hidden. */
export const foldLongTexts = (texts: Iterable<HTMLElement>, { more, less }: FoldWords): void => {
  for (const text of texts) {
    if (text.dataset['fold'] !== undefined) continue
    text.dataset['fold'] = ''
    // What is a little higher is let be: the button would take as much.
    if (text.scrollHeight <= highest + 30) continue
    text.classList.add('folded')
    const button = text.ownerDocument.createElement('button')
    button.type = 'button'
    button.className = 'more'
    button.textContent = more
    button.setAttribute('aria-expanded', 'false')
    button.addEventListener('click', () => {
      const isFolded = text.classList.toggle('folded')
      button.textContent = isFolded ? more : less
      button.setAttribute('aria-expanded', String(!isFolded))
    })
    text.after(button)
  }
}
