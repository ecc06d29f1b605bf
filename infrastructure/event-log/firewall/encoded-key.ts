import { derSecret, isOneElement, type DerSecret } from './der-secret.js'
import { base64Head, hexHead, joinedBase64, joinedHex, rawHead } from './key-writings.js'

/** How bytes are written: what a run of them is, where a key may begin, and how much a letter holds. */
type Writing = {
  readonly encoding: 'base64' | 'hex' | 'latin1'
  readonly run: RegExp
  readonly head: RegExp
  readonly bitsPerLetter: number
}

const base64: Writing = { encoding: 'base64', run: /[\w+/-]+/g, head: base64Head, bitsPerLetter: 6 }
const hex: Writing = { encoding: 'hex', run: /[0-9a-f]+/gi, head: hexHead, bitsPerLetter: 4 }
const raw: Writing = { encoding: 'latin1', run: /[^]+/g, head: rawHead, bitsPerLetter: 8 }

const LEAST_BYTES = 40

/** Enough for the parameters of any algorithm, so that what follows them is seen. */
const MOST_LETTERS = 1_536
const FEW_LETTERS = 80

/** What begins at a place; most that look like a key are refuted by their first bytes. */
const secretAt = (run: string, index: number, { encoding }: Writing): DerSecret | undefined => {
  const begins = derSecret(Buffer.from(run.slice(index, index + FEW_LETTERS), encoding))
  return begins && derSecret(Buffer.from(run.slice(index, index + MOST_LETTERS), encoding))
}

/** A run that is one whole element is what its head says; in any other, a key may begin anywhere. */
const secretInRun = (run: string, writing: Writing): DerSecret | undefined => {
  const { encoding, bitsPerLetter, head } = writing
  const bytesIn = (letters: number): number => Math.floor((letters * bitsPerLetter) / 8)
  if (bytesIn(run.length) < LEAST_BYTES) return undefined
  const isWhole = isOneElement(Buffer.from(run.slice(0, FEW_LETTERS), encoding), bytesIn(run.length))
  if (isWhole) return secretAt(run, 0, writing)
  for (const { index } of run.matchAll(head)) {
    if (bytesIn(run.length - index) < LEAST_BYTES) return undefined
    const found = secretAt(run, index, writing)
    if (found !== undefined) return found
  }
  return undefined
}

const secretInRuns = (text: string, writing: Writing): DerSecret | undefined => {
  for (const [run] of text.matchAll(writing.run)) {
    const found = secretInRun(run, writing)
    if (found !== undefined) return found
  }
  return undefined
}

/** What private key a text holds in base64 or base64url, in one run or broken up. Takes time linear in its length. */
export const base64Key = (text: string): DerSecret | undefined =>
  secretInRuns(text, base64) ?? secretInRuns(joinedBase64(text), base64)

/** The same in hexadecimal, with anything between the bytes. */
export const hexKey = (text: string): DerSecret | undefined => secretInRuns(joinedHex(text), hex)

/** The same where each character is one byte. */
export const rawKey = (text: string): DerSecret | undefined => secretInRuns(text, raw)
