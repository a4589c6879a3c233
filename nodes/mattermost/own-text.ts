/** What of a rendered template is its own, as one text in which every value is a hole. */
import type { Piece } from '../template/pieces'

/** Stands for a value, whatever it is. A character for private use, which is taken out of the template's own text. */
export const hole = '\ue000'

export interface OwnText {
  readonly text: string
  /** Where each piece begins. */
  readonly starts: readonly number[]
}

export const ownText = (pieces: readonly Piece[]): OwnText => {
  let text = ''
  const starts = pieces.map((piece) => {
    const start = text.length
    text += piece.kind === 'value' ? hole : piece.text.replaceAll(hole, '\ue001')
    return start
  })
  return { text, starts }
}
