import { createPrivateKey } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes that must lie nowhere in the open, with a name that may be shown. */
export type KnownSecret = { readonly name: string; readonly bytes: Buffer }

const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const

/** The secret numbers of a private key, each by itself: what makes it private, whatever the form around them. */
export const secretNumbersOf = (name: string, pkcs8: Buffer): ReadonlyArray<KnownSecret> => {
  const jwk = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' })
  return secretMembers.flatMap((member) => {
    const text = jwk[member]
    return text === undefined ? [] : [{ name: `${name} ${member}`, bytes: Buffer.from(text, 'base64url') }]
  })
}

/** A password in the encodings that files have. */
export const secretTextOf = (text: string): ReadonlyArray<KnownSecret> => {
  const little = Buffer.from(text, 'utf16le')
  return [
    { name: 'a password', bytes: Buffer.from(text, 'utf8') },
    { name: 'a password in UTF-16', bytes: little },
    { name: 'a password in UTF-16, big end first', bytes: Buffer.from(little).swap16() },
  ]
}

const WINDOW_BYTES = 16
const BASE64_WINDOW = 20

type Form = {
  readonly name: string
  /** The text of a file in which the pieces below are looked for. */
  readonly textOf: (bytes: Buffer) => string
  /** Pieces of one length, of which one is in the text wherever a window of the secret is. */
  readonly piecesOf: (secret: Buffer) => ReadonlyArray<string>
}

/** Every window of the secret that is 16 bytes long; the whole of a shorter one. */
const windowsOf = (secret: Buffer): ReadonlyArray<Buffer> => {
  const length = Math.min(WINDOW_BYTES, secret.length)
  return Array.from({ length: secret.length - length + 1 }, (_, from) => secret.subarray(from, from + length))
}

/** Base64 of the secret as it stands in that of something longer: the bytes before it shift it by 0, 1 or 2. */
const base64PiecesOf = (secret: Buffer): ReadonlyArray<string> =>
  [0, 1, 2].flatMap((shift) => {
    const text = secret.subarray(shift).toString('base64').replace(/=+$/, '')
    const starts = Array.from({ length: Math.max(0, text.length - BASE64_WINDOW + 1) }, (_, at) => at)
    return starts.filter((at) => at % 4 === 0).map((at) => text.slice(at, at + BASE64_WINDOW))
  })

const latin1 = (bytes: Buffer): string => bytes.toString('latin1')

const forms: ReadonlyArray<Form> = [
  { name: 'bytes', textOf: latin1, piecesOf: (secret) => windowsOf(secret).map(latin1) },
  {
    name: 'hexadecimal',
    textOf: (bytes) => latin1(bytes).toLowerCase(),
    piecesOf: (secret) => windowsOf(secret).map((window) => window.toString('hex')),
  },
  {
    name: 'base64',
    textOf: (bytes) => latin1(bytes).replaceAll('-', '+').replaceAll('_', '/'),
    piecesOf: base64PiecesOf,
  },
  {
    name: 'a list of numbers',
    textOf: (bytes) => latin1(bytes).replace(/\s/g, ''),
    piecesOf: (secret) => windowsOf(secret).map((window) => [...window].join()),
  },
]

/** Pieces by their length, each with the secret that it is of. */
type Pieces = ReadonlyMap<number, ReadonlyMap<string, string>>

const piecesIn = (form: Form, secrets: ReadonlyArray<KnownSecret>): Pieces => {
  const byLength = new Map<number, Map<string, string>>()
  for (const { name, bytes } of secrets) {
    for (const piece of form.piecesOf(bytes)) {
      const ofLength = byLength.get(piece.length) ?? new Map<string, string>()
      byLength.set(piece.length, ofLength.set(piece, name))
    }
  }
  return byLength
}

const foundIn = (text: string, pieces: Pieces): ReadonlySet<string> => {
  const found = new Set<string>()
  for (const [length, ofLength] of pieces) {
    for (let at = 0; at + length <= text.length; at += 1) {
      const name = ofLength.get(text.slice(at, at + length))
      if (name !== undefined) found.add(name)
    }
  }
  return found
}

/** Says which secrets lie in some bytes, and in which form. */
export const secretScanner = (secrets: ReadonlyArray<KnownSecret>) => {
  const prepared = forms.map((form) => ({ form, pieces: piecesIn(form, secrets) }))
  return (bytes: Buffer): ReadonlyArray<string> =>
    prepared.flatMap(({ form, pieces }) =>
      [...foundIn(form.textOf(bytes), pieces)].map((name) => `${name} as ${form.name}`))
}

/** Every file below a directory, by its path from there. */
export const filesBelow = (directory: string): ReadonlyArray<{ readonly name: string; readonly bytes: Buffer }> =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: path.slice(directory.length + 1), bytes: readFileSync(path) }))
