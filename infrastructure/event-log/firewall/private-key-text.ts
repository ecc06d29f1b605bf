import type { DerSecret } from './der-secret.js'
import { base64Key, hexKey, rawKey } from './encoded-key.js'
import {
  anyBase64Head, anyHexHead, anyRawHead, base64Identifiers, base64OpenSsh, base64Words, hexIdentifiers, rawIdentifiers,
} from './key-writings.js'
import { holdsPemKey, pemHeader } from './pem-key.js'

/** What a text holds that must not be recorded; a fixed phrase, never content. */
export type KeyText =
  | DerSecret
  | 'Java key store'
  | 'OpenSSH private key'
  | 'PEM private key'
  | 'PuTTY private key'
  | 'Windows private key blob'
  | 'XML private key'
  | 'access token'
  | 'age secret key'

const certain: ReadonlyArray<readonly [RegExp, KeyText]> = [
  [base64Words, 'PEM private key'],
  [base64OpenSsh, 'OpenSSH private key'],
  [base64Identifiers, 'encrypted private key'],
  [hexIdentifiers, 'encrypted private key'],
  [rawIdentifiers, 'encrypted private key'],
  [/u3[+-]7QAAAA[IE]|zs7OzgAAAA[IE]|(?:feedfeed|FEEDFEED|cececece|CECECECE)0000000[12]/, 'Java key store'],
  [/PuTTY-User-Key-File-/, 'PuTTY private key'],
  [/BwIAAACkAABSU0Ey/, 'Windows private key blob'],
  [/<(?:InverseQ|D[PQ]?)>[\w+/=\s]{16,}<\//, 'XML private key'],
  [/AGE-SECRET-KEY-1/, 'age secret key'],
  [/\bcl[ti]_[a-z2-7]{16}_[\w-]{43}/, 'access token'],
]

/**
 * What private key a text holds, anywhere in it and in any usual form: PEM, DER in base64, base64url,
 * hexadecimal or as raw characters, broken up or not, and key files of other tools. Undefined for certificates,
 * requests, public keys, digests and prose. Takes time linear in the length of the text.
 */
export const keyTextIn = (text: string): KeyText | undefined => {
  if (holdsPemKey(text)) return 'PEM private key'
  return certain.find(([form]) => form.test(text))?.[1] ??
    (anyBase64Head.test(text) ? base64Key(text) : undefined) ??
    (anyHexHead.test(text) ? hexKey(text) : undefined) ??
    (anyRawHead.test(text) ? rawKey(text) : undefined)
}

const distinct = certain.filter(([form]) => form !== hexIdentifiers).map(([form]) => form.source)
const anyCertain = new RegExp([...distinct, anyBase64Head.source, anyRawHead.source].join('|'))
const anyCaseless = new RegExp([pemHeader, hexIdentifiers, anyHexHead].map(({ source }) => source).join('|'), 'i')

// A text that is JSON itself, or holds an object of it.
const anyJson = /^\s*\[|\{\s*"/m

/**
 * False where several lines of text hold no private key, nor JSON with members of its own. True says: look at
 * each.
 */
export const maySayKey = (lines: string): boolean =>
  anyCertain.test(lines) || anyCaseless.test(lines) || anyJson.test(lines)
