import { derSecret, isOneElement, type DerSecret } from './der-secret.js'

/** What a text holds that must not be recorded; a fixed phrase, never content. */
export type KeyText =
  | DerSecret
  | 'Java key store'
  | 'OpenSSH private key'
  | 'PEM private key'
  | 'PuTTY private key'
  | 'Windows private key blob'
  | 'XML private key'
  | 'age secret key'

const certain: ReadonlyArray<readonly [RegExp, KeyText]> = [
  [/BEGIN[ A-Z0-9]*PRIVATE KEY/, 'PEM private key'],
  // The words PRIVATE KEY in base64, at each of the three places in a group of bytes.
  [/UFJJVkFURSBLRV|BSSVZBVEUgS0VZ|QUklWQVRFIEtFW/, 'PEM private key'],
  [/b3BlbnNzaC1rZXktdjE/, 'OpenSSH private key'],
  // The object identifiers of password based encryption, likewise: pkcs-5, then pkcs-12PbeIds. They stand in no
  // certificate.
  [/BgkqhkiG9w0BB[Q-Za-f]|YJKoZIhvcNAQ[U-X]|GCSqGSIb3DQEF/, 'encrypted private key'],
  [/BgoqhkiG9w0BDA[E-H]|YKKoZIhvcNAQwB|GCiqGSIb3DQEMA[Q-Za-f]/, 'encrypted private key'],
  [/2[aA][ :-]?86[ :-]?48[ :-]?86[ :-]?[fF]7[ :-]?0[dD][ :-]?01[ :-]?0(?:5|[cC][ :-]?01)/, 'encrypted private key'],
  [/u3[+-]7QAAAA[IE]|zs7OzgAAAA[IE]|(?:feedfeed|FEEDFEED|cececece|CECECECE)0000000[12]/, 'Java key store'],
  [/PuTTY-User-Key-File-/, 'PuTTY private key'],
  [/BwIAAACkAABSU0Ey/, 'Windows private key blob'],
  [/<RSAKeyValue>.*<(?:D|P|Q|DP|DQ|InverseQ)>/s, 'XML private key'],
  [/AGE-SECRET-KEY-1/, 'age secret key'],
]

// A SEQUENCE and a small INTEGER, by the form of the SEQUENCE's length: two bytes, one byte, none or
// indefinite, three bytes.
const base64Head =
  /M(?:II[\w+/-]{2}[AQgw]IBA|I[GH][\w+/-]AgE[A-D]|(?:[A-H][AEIMQUYcgkosw048]|IA)CAQ[AEIM]|IM[\w+/-]{4}CAQ[AEIM])/g
const hexHead = /30[ :-]?(?:82(?:[ :-]?..){2}|81[ :-]?..|80|[2-7].)[ :-]?02[ :-]?01[ :-]?0[013]/gi

const base64Letter = /[\w+/-]/
const hexLetter = /[0-9a-f :-]/i

/** The bounds of the run of such letters around `index`. */
const runAround = (text: string, index: number, letter: RegExp): readonly [number, number] => {
  let [from, to] = [index, index]
  while (from > 0 && letter.test(text.charAt(from - 1))) from -= 1
  while (to < text.length && letter.test(text.charAt(to))) to += 1
  return [from, to]
}

const decoded = (text: string, encoding: 'base64' | 'hex'): Uint8Array =>
  Buffer.from(encoding === 'hex' ? text.replace(/[ :-]/g, '') : text, encoding)

const LEAST_BYTES = 40

/** A run that is one whole element is what its head says; in any other, a key may begin anywhere. */
const encodedKey = (text: string, heads: RegExp, encoding: 'base64' | 'hex'): DerSecret | undefined => {
  for (const match of text.matchAll(heads)) {
    const [from, to] = runAround(text, match.index, encoding === 'hex' ? hexLetter : base64Letter)
    const whole = decoded(text.slice(from, to), encoding)
    const isJudgedWhole = match.index === from || isOneElement(whole)
    const bytes = isJudgedWhole ? whole : decoded(text.slice(match.index, to), encoding)
    const found = bytes.length >= LEAST_BYTES ? derSecret(bytes) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

const rawKey = (text: string): DerSecret | undefined =>
  text.startsWith('0') ? derSecret(Buffer.from(text.slice(0, 512), 'latin1')) : undefined

/**
 * What private key a text holds, anywhere in it and in any usual form: PEM, DER in base64, base64url,
 * hexadecimal or as raw characters, and key files of other tools. Undefined for certificates, requests, public
 * keys, digests and prose.
 */
export const keyTextIn = (text: string): KeyText | undefined =>
  certain.find(([form]) => form.test(text))?.[1] ??
  encodedKey(text, base64Head, 'base64') ??
  encodedKey(text, hexHead, 'hex') ??
  rawKey(text)

const anyCertain = new RegExp(certain.map(([form]) => form.source).join('|'), 's')
const anyBase64Head = new RegExp(base64Head.source)
const anyHexHead = new RegExp(hexHead.source, 'i')

// Raw bytes of a key, or a text that is JSON itself, at the beginning of a line.
const anyOther = /^(?:0.{0,6}[\0-\x08]|\s*[[{])/m

/**
 * False where several lines of text hold no private key, nor JSON with members of its own. True says: look at
 * each.
 */
export const maySayKey = (lines: string): boolean =>
  anyCertain.test(lines) || anyBase64Head.test(lines) || anyHexHead.test(lines) || anyOther.test(lines)
