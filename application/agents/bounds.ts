import type { StartMessage } from './protocol.js'

const MOST_CHARACTERS = 200
const PRINTED = /^[^\p{C}\p{Zl}\p{Zp}]*$/u

/** A short line of text that is fit to be recorded and shown. */
export const isLine = (text: string): boolean =>
  text.trim() !== '' && text.length <= MOST_CHARACTERS && PRINTED.test(text)

/** Numbers that can be compared: whole, from 0 on. */
export const isNumbered = ({ sequence }: Pick<StartMessage, 'sequence'>): boolean =>
  Number.isSafeInteger(sequence) && sequence >= 0
