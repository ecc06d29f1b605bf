import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AppendError } from '../../../application/ports/event-log.js'
import { E, type Either } from '../../../application/prelude.js'
import type { ProposedEvent } from '../../../domain/envelope.js'
import type { DomainEvent } from '../../../domain/events.js'
import { secretIn } from '../../../infrastructure/event-log/firewall/secret-search.js'
import { appendLimits, prepareAppend, type PreparedAppend } from '../../../infrastructure/event-log/prepare-append.js'
import { arbitraryEvent, arbitraryStream } from '../../support/arbitrary-events.js'
import { proposed } from '../../support/proposed-events.js'

const prepare = (event: ProposedEvent<DomainEvent>, stream = 'a'): Either<AppendError, PreparedAppend> =>
  prepareAppend(appendLimits)({ stream, expected: 'any', events: [event] })

const refusal = (event: ProposedEvent<DomainEvent>, stream?: string) => {
  const prepared = prepare(event, stream)
  return E.isLeft(prepared) && prepared.left._tag === 'SecretRefused' ? prepared.left : undefined
}

const looksLike = (reason: string): string | undefined => refusal(proposed({ reason }))?.looksLike

/** Content with members that no codec knows, as a mistake in the program would add them. */
const withContent = (more: object): ProposedEvent<DomainEvent> => {
  const event = proposed()
  return { ...event, data: Object.assign({}, event.data, more) }
}

const corpus = new URL('../../corpus/', import.meta.url)

const keyKinds: ReadonlyArray<readonly [string, () => KeyObject]> = [
  ['RSA', () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey],
  ['RSA of 1024 bits', () => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey],
  ['RSA-PSS', () => generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey],
  ['DSA', () => generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).privateKey],
  ['P-256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
  ['P-521', () => generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey],
  ['explicit P-256', () => generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }).privateKey],
  ['Ed25519', () => generateKeyPairSync('ed25519').privateKey],
  ['X25519', () => generateKeyPairSync('x25519').privateKey],
  ['Ed448', () => generateKeyPairSync('ed448').privateKey],
]

/** The forms that a key can be exported in, clear and encrypted. */
const exportsOf = (privateKey: KeyObject): ReadonlyArray<Buffer> => {
  const type = privateKey.asymmetricKeyType
  const encrypted = { cipher: 'aes-256-cbc', passphrase: 'tulip' }
  return [
    privateKey.export({ type: 'pkcs8', format: 'der' }),
    privateKey.export({ type: 'pkcs8', format: 'der', ...encrypted }),
    ...(type === 'rsa' ? [privateKey.export({ type: 'pkcs1', format: 'der' })] : []),
    ...(type === 'ec' ? [privateKey.export({ type: 'sec1', format: 'der' })] : []),
  ]
}

const lined = (text: string): string => text.replace(/.{64}/g, '$&\n')

/** The texts that bytes are written as. */
const writings: ReadonlyArray<readonly [string, (bytes: Buffer) => string]> = [
  ['base64', (bytes) => bytes.toString('base64')],
  ['base64url', (bytes) => bytes.toString('base64url')],
  ['lines of base64', (bytes) => lined(bytes.toString('base64'))],
  ['hexadecimal', (bytes) => bytes.toString('hex')],
  ['upper-case hexadecimal', (bytes) => bytes.toString('hex').toUpperCase()],
  ['hexadecimal with colons', (bytes) => bytes.toString('hex').replace(/..(?=.)/g, '$&:')],
  ['hexadecimal with spaces', (bytes) => bytes.toString('hex').replace(/..(?=.)/g, '$& ')],
  ['raw characters', (bytes) => bytes.toString('latin1')],
  ['base64 in a sentence', (bytes) => `the key is ${bytes.toString('base64')}, keep it`],
  ['base64 after other letters', (bytes) => `key=abc${bytes.toString('base64')}`],
  ['base64 in JSON', (bytes) => JSON.stringify({ content: [bytes.toString('base64')] })],
  ['hexadecimal in lines of 32 digits', (bytes) => bytes.toString('hex').replace(/.{32}/g, '$&\n')],
  ['hexadecimal with a byte on each line', (bytes) => bytes.toString('hex').replace(/../g, '$&\n')],
  ['hexadecimal with two blanks between', (bytes) => bytes.toString('hex').replace(/../g, '$&  ')],
  ['an array in C', (bytes) => `{ ${bytes.toString('hex').replace(/../g, '0x$&, ')}}`],
  ['escaped bytes', (bytes) => bytes.toString('hex').replace(/../g, String.raw`\x$&`)],
  ['bytes after percent signs', (bytes) => bytes.toString('hex').replace(/../g, '%$&')],
  ['base64 with blanks', (bytes) => bytes.toString('base64').replace(/..../g, '$& ')],
  ['base64 with an early line break', (bytes) => bytes.toString('base64').replace(/^.{7}/, '$&\n')],
  ['base64 in escaped lines', (bytes) => bytes.toString('base64').replace(/.{16}/g, String.raw`$&\n`)],
  ['base64 in a URL', (bytes) => encodeURIComponent(lined(bytes.toString('base64')))],
  ['raw characters in a sentence', (bytes) => `the key is ${bytes.toString('latin1')}, keep it`],
  ['a data URL', (bytes) => `data:application/pkcs8;base64,${bytes.toString('base64')}`],
]

describe('the secret firewall', () => {
  it('does not take what is said of a found key for a password, and a password for nothing else', () => {
    const known = new Set(['privateKey'])
    expect(secretIn({ privateKey: 'otherKey' }, known)).toBeUndefined()
    expect(secretIn({ privateKey: 'tulip' }, known)).toEqual({ where: '/privateKey', looksLike: 'named secret' })
    expect(secretIn({ privateKey: 'usable' }, new Set())).toMatchObject({ looksLike: 'named secret' })
  })

  describe.each(keyKinds)('refuses a private key of kind %s', (_kind, generate) => {
    it.each(writings)('as %s', (_writing, write) => {
      for (const bytes of exportsOf(generate())) {
        const found = looksLike(write(bytes))
        expect(found).toMatch(/^(PKCS#1|PKCS#8|SEC1|encrypted) private key$/)
      }
    })

    it('as PEM, clear and encrypted, and PEM in base64', () => {
      const key = generate()
      const clear = key.export({ type: 'pkcs8', format: 'pem' }).toString()
      const encrypted = key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' }).toString()
      for (const pem of [clear, encrypted, clear.replaceAll('\n', '\r\n'), `note: ${clear}`, clear.slice(0, 60)]) {
        expect(looksLike(pem)).toBe('PEM private key')
        expect(looksLike(Buffer.from(pem).toString('base64'))).toBe('PEM private key')
        expect(looksLike(Buffer.from(` ${pem}`).toString('base64'))).toBe('PEM private key')
        expect(looksLike(Buffer.from(`  ${pem}`).toString('base64url'))).toBe('PEM private key')
        expect(looksLike(Buffer.from(pem, 'utf16le').toString('base64'))).toBe('PEM private key')
        expect(looksLike(pem.toLowerCase())).toBe('PEM private key')
        expect(looksLike(encodeURIComponent(pem))).toBe('PEM private key')
        expect(looksLike(JSON.stringify({ pem }))).toBe('PEM private key')
      }
    })

  })

  const webKeyKinds = keyKinds.filter(([kind]) => kind !== 'DSA' && kind !== 'RSA-PSS')

  it.each(webKeyKinds)('refuses a JSON web key of kind %s, in text and in content', (_kind, generate) => {
    const jwk = generate().export({ format: 'jwk' })
    const looks = { looksLike: 'JSON web key' }
    expect(refusal(proposed({ reason: JSON.stringify(jwk) }))).toMatchObject(looks)
    expect(refusal(proposed({ reason: JSON.stringify({ keys: [{ use: 'sig' }, jwk] }, null, 2) }))).toMatchObject(looks)
    expect(refusal(proposed({ reason: `see {this}: ${JSON.stringify(jwk)}, "kept" {in} mind` }))).toMatchObject(looks)
    expect(refusal(withContent({ holder: { jwk } }))).toMatchObject({ where: '/data/holder/jwk', ...looks })
  })

  const pfxFiles = readdirSync(new URL('pkcs12/', corpus))
    .filter((name) => name.endsWith('.pfx') && !name.startsWith('d-'))

  it.each(pfxFiles)('refuses the PKCS#12 file %s', (name) => {
    const bytes = readFileSync(new URL(`pkcs12/${name}`, corpus))
    for (const text of [bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')]) {
      expect(['PKCS#12 file', 'encrypted private key', 'PKCS#8 private key']).toContain(looksLike(text))
    }
  })

  it.each([
    ['OpenSSH private key', Buffer.from('openssh-key-v1\0none').toString('base64')],
    ['PEM private key', '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAAB3NzaC1yc2EAAAADAQAB'],
    ['PEM private key', '-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 2\n\nlQOYBFvAAAABCADAAAAA'],
    ['PEM private key', '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: "x"\nP2/56wAAAUwAAAA3aWYt'],
    ['PuTTY private key', 'PuTTY-User-Key-File-3: ssh-ed25519'],
    ['Java key store', Buffer.from('feedfeed0000000200000001', 'hex').toString('base64')],
    ['Windows private key blob', Buffer.from('0702000000a4000052534132', 'hex').toString('base64')],
    ['XML private key', '<RSAKeyValue><Modulus>x</Modulus><D>c2VjcmV0IGV4cG9uZW50</D></RSAKeyValue>'],
    ['age secret key', 'AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQ'],
    ['access token', `clt_${'a2'.repeat(8)}_${'Ab3-'.repeat(10)}xyz`],
  ])('refuses key files of other tools: %s', (kind, text) => {
    expect(looksLike(`see ${text}`)).toBe(kind)
  })

  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

  it.each<readonly [string, Partial<ProposedEvent<DomainEvent>>]>([
    ['/reason', { reason: pem }],
    ['/ticket', { ticket: pem }],
    ['/actor/name', { actor: { kind: 'person', name: pem, onBehalfOf: null } }],
    ['/actor/onBehalfOf', { actor: { kind: 'person', name: 'alice', onBehalfOf: pem } }],
    ['/origin/address', { origin: { face: 'http', address: pem } }],
  ])('names the place %s, and never the content', (where, over) => {
    const refused = refusal(proposed(over))
    expect(refused).toEqual({
      _tag: 'SecretRefused', eventType: 'FrontEndRegistered', where, looksLike: 'PEM private key',
    })
  })

  it('looks at the name of the stream, and at names of members, without telling them', () => {
    expect(refusal(proposed(), `a ${pem}`)).toMatchObject({ where: '/stream' })
    expect(refusal(withContent({ [pem]: true }))).toMatchObject({ where: '/data/*' })
  })

  it.each(['password', 'pfxPassword', 'PASSPHRASE', 'pass_phrase', 'export-password', 'pwd', 'pin', 'clientSecret',
    'privateKey', 'privateKeyPem', 'keyPasswd'])('refuses a text or a number under the name %s', (name) => {
    for (const value of ['tulip', '', 1234]) {
      expect(refusal(withContent({ deep: [{ [name]: value }] }))).toMatchObject({
        where: `/data/deep/0/${name}`, looksLike: 'named secret',
      })
      expect(looksLike(JSON.stringify({ [name]: value }))).toBe('named secret')
    }
  })

  it('refuses bytes in any form', () => {
    const bytes = randomBytes(32)
    for (const value of [bytes, new Uint8Array(bytes), bytes.buffer, [...bytes], bytes.toJSON(), { ...bytes }]) {
      expect(refusal(withContent({ blob: value }))).toMatchObject({ looksLike: 'bytes' })
    }
  })

  it('refuses what reads like random bytes under a name that the content does not know', () => {
    for (const encoding of ['base64', 'base64url', 'hex'] as const) {
      for (let n = 0; n < 50; n += 1) {
        const extra = `x ${randomBytes(32 + n).toString(encoding)}`
        expect(refusal(withContent({ extra }))).toMatchObject({ where: '/data/extra', looksLike: 'random content' })
      }
    }
  })

  it('takes a wrong type of content for a secret first and for a defect second', () => {
    const imported = { ...proposed(), type: 'CertificateImported' as const, data: { privateKey: pem } as never }
    expect(refusal(imported)).toMatchObject({ where: '/data/privateKey', looksLike: 'named secret' })
    expect(() => prepare({ ...imported, data: { privateKey: null } as never })).toThrow(TypeError)
  })

  it('lets any event of the ledger pass', () => {
    fc.assert(fc.property(arbitraryStream, arbitraryEvent, (stream, event) => {
      expect(refusal(event, stream)).toBeUndefined()
    }), { numRuns: 1_000 })
  })

  it.each([
    'private key compromised, rolled on request',
    'see BEGIN PRIVATE KEY handling doc',
    'removed the "-----BEGIN PRIVATE KEY-----" header from runbook',
    'the file begins with -----BEGIN RSA PRIVATE KEY-----\nand has no other line',
    'see {"change": "CHG-17"} and {"nothing',
    'the password was reset; BEGIN of the change at 10:00',
    'replaces 9F:86:D0:81:88:4C:7D:65:9A:2F:EA:A0:C5:5A:D0:15:A3:BF:4F:1B',
    createHash('sha256').update('x').digest('hex'),
    createHash('sha512').update('x').digest('hex').toUpperCase(),
    createHash('sha512').update('x').digest('base64'),
    'local:3F9A.1, 6f1c1f0e-6d5b-5a3e-9c55-0d9b1c9d2a01',
    '[CHG-17] {urgent}',
    '{"change":"CHG-17","digest":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}',
    '{"pin":null,"password":null,"passwordFile":"/etc/pw"}',
    'MII is how it begins, M and MC4CAQ too',
    'https://wiki.contoso.com/pki/a/very/long/path/that/goes/on/and/on/and/on?page=42#section-of-the-page',
  ])('lets prose and names pass: %s', (reason) => {
    expect(refusal(proposed({ reason, ticket: reason }))).toBeUndefined()
  })

  const publicParts = JSON.parse(
    readFileSync(new URL('event-log/public-parts.json', corpus), 'utf8'),
  ) as Readonly<Record<string, string>>

  it.each(Object.entries(publicParts))('lets %s pass in every writing', (_what, base64) => {
    const der = Buffer.from(base64, 'base64')
    const pemText = `-----BEGIN CERTIFICATE-----\n${lined(base64)}\n-----END CERTIFICATE-----`
    for (const [, write] of writings) expect(looksLike(write(der))).toBeUndefined()
    for (const text of [pemText, Buffer.from(pemText).toString('base64')]) expect(looksLike(text)).toBeUndefined()
  })

  it.each(keyKinds)('lets a public key of kind %s pass in every writing', (_kind, generate) => {
    const spki = createPublicKey(generate()).export({ type: 'spki', format: 'der' })
    for (const [, write] of writings) expect(looksLike(write(spki))).toBeUndefined()
  })

  const signingKinds = keyKinds.filter(([kind]) => kind !== 'X25519')

  it.each(signingKinds)('lets a signature by a key of kind %s pass', (kind, generate) => {
    const signature = sign(kind.startsWith('Ed') ? null : 'sha256', Buffer.from('x'), generate())
    for (const [, write] of writings) expect(looksLike(write(signature))).toBeUndefined()
  })

  it('lets random texts pass in a known field', () => {
    for (let n = 0; n < 2_000; n += 1) {
      const text = randomBytes(1_500).toString(n % 2 === 0 ? 'base64' : 'hex')
      expect(looksLike(text)).toBeUndefined()
    }
  })

  const heads: ReadonlyArray<readonly [string, string]> = [
    ['base64', 'MIIEowIBAAKC'],
    ['base64 that is all head', Buffer.from('300302010000', 'hex').toString('base64')],
    ['broken base64', 'MIIE owIB AAKC '],
    ['hexadecimal', '300302010000'],
    ['hexadecimal with colons', '30:03:02:01:00:00:'],
    ['raw characters', Buffer.from('302002010000', 'hex').toString('latin1')],
    ['headers of PEM', '-----BEGIN PRIVATE KEY-----'],
    ['beginnings of PEM', '-----BEGIN '],
    ['XML', '<RSAKeyValue><D>'],
    ['JSON', '{"'],
    ['arrays', '['],
    ['blanks', ' '],
    ['the letter M', 'M'],
    ['zeroes', '0x'],
  ]

  const millisecondsFor = (letters: number, head: string): number => {
    const text = head.repeat(Math.ceil(letters / head.length))
    const times = Array.from({ length: 9 }, () => {
      const before = performance.now()
      secretIn(text, new Set())
      return performance.now() - before
    })
    return Math.min(...times)
  }

  it.each(heads)('takes time linear in the length of a text made of %s', (_what, head) => {
    expect(millisecondsFor(1_000_000, head)).toBeLessThan(40 * millisecondsFor(100_000, head) + 40)
  })

  it('looks at a certificate whose extension is full of beginnings of keys once', () => {
    const content = Buffer.from('300302010000'.repeat(7_000), 'hex')
    const head = Buffer.from([0x30, 0x82, content.length >> 8, content.length])
    const certificate = Buffer.concat([head, content])
    const before = performance.now()
    for (const [, write] of writings.slice(0, 7)) expect(looksLike(write(certificate))).toBeUndefined()
    expect(performance.now() - before).toBeLessThan(1_000)
  })
})
