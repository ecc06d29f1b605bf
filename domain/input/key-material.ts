/** Why a text is not shown again: what it looks like. A fixed word, never content. */
export type KeyMaterial = 'private key' | 'base64' | 'hexadecimal' | 'bytes'

const armour =
  /-{4,5}\s*(?:BEGIN|END)\s[\w ]*(?:PRIVATE|PGP|PKCS)|\bPRIVATE\s+KEY-|openssh-key-v1|PuTTY-User-Key|AGE-SECRET-KEY-1/i

/** A SEQUENCE and its version in base64, by the form of the length. */
const heads = ['MII[\\w+/-]{2}[AQgw]IBA', 'MI[GH][\\w+/-]AgE[A-D]', 'M[A-H][AEIMQUYcgkosw048]CAQ[AEIM]']
/** The identifiers of PKCS#5 and of PKCS#12's ciphers in base64, at each of the three places in a group of bytes. */
const identifiers = [
  'BgkqhkiG9w0BB[Q-Za-f]', 'YJKoZIhvcNAQ[U-X]', 'GCSqGSIb3DQEF',
  'BgoqhkiG9w0BDA[E-H]', 'YKKoZIhvcNAQwB', 'GCiqGSIb3DQEMA[Q-Za-f]',
]
/** PRIVATE KEY in base64, likewise. */
const words = ['UFJJVkFURSBLRV', 'BSSVZBVEUgS0VZ', 'QUklWQVRFIEtFW']
const base64Key = new RegExp([...heads.map((head) => `${head}[\\w+/-]{30}`), ...identifiers, ...words].join('|'))
const hexKey = /30(?:82[0-9a-f]{4}|81[0-9a-f]{2}|[2-7][0-9a-f])02010[013][0-9a-f]{60}|2a864886f70d010(?:5|c01)/i

/** What breaks a text up that was written over several lines, quoted, escaped, or byte by byte. */
const joinedBase64 = (text: string): string =>
  text.replace(/-{4,5}[\w ]{1,60}-{4,5}/g, '.').replace(/[\s"',>|]|\\[nr]|%(?:0[ad]|20)/gi, '')
const joinedHex = (text: string): string => text.replace(/0x|\\x|[^\w.]/gi, '')

/** The private key that a text certainly holds, in PEM or as base64 or hexadecimal of its DER; null: none is seen. */
export const privateKeyIn = (text: string): KeyMaterial | null =>
  armour.test(text) || base64Key.test(joinedBase64(text)) || hexKey.test(joinedHex(text)) ? 'private key' : null

const bitsPerLetter = (run: string): number => {
  const counts = new Map<string, number>()
  for (const letter of run) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  return [...counts.values()].reduce((bits, count) => bits - (count / run.length) * Math.log2(count / run.length), 0)
}

const isRandom = (run: string, leastBits: number): boolean =>
  /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run) && bitsPerLetter(run) > leastBits

const runsOf = (text: string, form: RegExp): ReadonlyArray<string> => [...text.matchAll(form)].map(([run]) => run)

/** 32 bytes in one run; broken up only 45 and more, and more random than prose without its blanks. */
const holdsBase64 = (text: string): boolean =>
  runsOf(text, /[\w+/=-]{43,}/g).some((run) => isRandom(run, 4.3)) ||
  runsOf(joinedBase64(text), /[\w+/=-]{60,}/g).some((run) => isRandom(run, 4.7))

/** 48 bytes: more than any thumbprint, also one that was mistyped. */
const holdsHex = (text: string): boolean => /[0-9a-f]{96}/i.test(joinedHex(text))

const isBinary = (text: string): boolean => (text.match(/[\0-\x08\x0E-\x1F\x7F-\x9F\uFFFD]/g) ?? []).length >= 4

/**
 * What a text that was refused looks like where it may be a private key, a PKCS#12 file or a part of one, or another
 * long secret, so that it must not be repeated in an error; null for what a person mistypes: names, dates, thumbprints
 * of any length up to 95 digits. A password of a few words or letters is not told from a name. Source: DESIGN 9.
 */
export const keyMaterialIn = (text: string): KeyMaterial | null => {
  const certain = privateKeyIn(text)
  if (certain !== null) return certain
  if (holdsBase64(text)) return 'base64'
  if (holdsHex(text)) return 'hexadecimal'
  return isBinary(text) ? 'bytes' : null
}
