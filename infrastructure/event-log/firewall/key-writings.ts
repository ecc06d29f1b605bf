const letter = '[\\w+/-]'

/** A SEQUENCE and a small INTEGER in base64, by the form of the SEQUENCE's length: two bytes, one, none, three. */
const base64Heads = [
  `MII${letter}${letter}[AQgw]IBA`,
  `MI[GH]${letter}AgE[A-D]`,
  'M[A-H][AEIMQUYcgkosw048]CAQ[AEIM]',
  'MIACAQ[AEIM]',
  `MIM${letter.repeat(4)}CAQ[AEIM]`,
]

const hexPair = '[0-9a-f][0-9a-f]'
const hexLengths = [`82${hexPair}${hexPair}`, `81${hexPair}`, '80', '[2-7][0-9a-f]']
const hexHeads = hexLengths.map((length) => `30${length}02010[013]`)

/** What may stand between two letters of a text that was broken up. */
const base64Gap = '(?:[\\s"\',>|]|\\\\[nr]){0,6}'
const hexGap = '(?:[^0-9a-f]|0x){0,8}'

const spread = (form: string, gap: string): string => (form.match(/\[[^\]]+\]|./g) ?? []).join(gap)

const oneOf = (forms: ReadonlyArray<string>, gap = ''): string =>
  forms.map((form) => (gap === '' ? form : spread(form, gap))).join('|')

/** These bytes in base64, at each of the three places in a group of bytes. */
const base64Of = (content: Uint8Array): ReadonlyArray<string> =>
  [0, 1, 2].map((before) => {
    const bits = (before + content.length) * 8
    const whole = Buffer.concat([Buffer.alloc(before), content]).toString('base64')
    return whole.slice(Math.ceil((before * 8) / 6), Math.floor(bits / 6)).replaceAll('+', '\\+')
  })

const broken = (...contents: ReadonlyArray<Uint8Array>): RegExp =>
  new RegExp(oneOf(contents.flatMap(base64Of), base64Gap))

/** PRIVATE KEY in base64, of UTF-8 and of UTF-16, broken up or not. */
export const base64Words = broken(Buffer.from('PRIVATE KEY'), Buffer.from('PRIVATE KEY', 'utf16le'))

/** The first words of an OpenSSH key, likewise. */
export const base64OpenSsh = broken(Buffer.from('openssh-key-v1'))

// pkcs-5, then pkcs-12PbeIds, at each of the three places: they stand in no certificate.
const identifiers = [
  'BgkqhkiG9w0BB[Q-Za-f]', 'YJKoZIhvcNAQ[U-X]', 'GCSqGSIb3DQEF',
  'BgoqhkiG9w0BDA[E-H]', 'YKKoZIhvcNAQwB', 'GCiqGSIb3DQEMA[Q-Za-f]',
]

/** Object identifiers of password based encryption in base64, likewise. */
export const base64Identifiers = new RegExp(oneOf(identifiers, base64Gap))

/** The same identifiers in hexadecimal, whatever stands between the bytes. */
export const hexIdentifiers = new RegExp(oneOf(['2a864886f70d0105', '2a864886f70d010c01'], hexGap), 'i')

/** The same identifiers as raw characters. */
export const rawIdentifiers = /\*\x86H\x86\xf7\r\x01(?:\x05|\x0c\x01)/

/** True where a key may begin, also in a text that was broken up. */
export const anyBase64Head = new RegExp(oneOf(base64Heads, base64Gap))
export const anyHexHead = new RegExp(oneOf(hexHeads, hexGap), 'i')
export const anyRawHead = /\x02\x01[\0\x01\x03]/

/** Every place where a key may begin in an unbroken run; a match is one letter long, so that none hides the next. */
export const base64Head = new RegExp(`M(?=${oneOf(base64Heads.map((form) => form.slice(1)))})`, 'g')
export const hexHead = new RegExp(`3(?=${oneOf(hexHeads.map((form) => form.slice(1)))})`, 'gi')
export const rawHead = /0(?=(?:\x82..|\x81.|\x80|[\x20-\x7f])\x02\x01[\0\x01\x03])/gs

const frame = /-{4,5}[\w ]{1,60}-{4,5}/g

/** A text in base64 without what breaks it up: white space, quotes, escapes, the frames of PEM, URL encoding. */
export const joinedBase64 = (text: string): string =>
  text.replace(frame, '.').replace(/[\s"',>|]|\\[nr]|%(?:0[ad]|20)/gi, '')
    .replace(/%2b/gi, '+').replace(/%2f/gi, '/')

/** A text in hexadecimal without what breaks it up: white space, signs, prefixes of bytes. */
export const joinedHex = (text: string): string => text.replace(/0x|\\x|[^\w.]/gi, '')
