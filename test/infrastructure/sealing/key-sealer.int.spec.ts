import { createHash, createPrivateKey, generateKeyPairSync, sign, X509Certificate, type KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { KeyBinding } from '../../../application/ports/key-sealer.js'
import { secretOf } from '../../../application/ports/secret.js'
import { E } from '../../../application/prelude.js'
import { PublicKeyText } from '../../../domain/values/agent-keys.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { Position } from '../../../domain/values/position.js'
import { ThumbprintSha256 } from '../../../domain/values/thumbprint.js'
import { keySealer } from '../../../infrastructure/sealing/key-sealer.js'
import { openSealed, type Expected } from '../../../infrastructure/sealing/open-sealed.js'
import { decoded } from '../../support/decoded.js'
import { instant } from '../../support/instants.js'
import { realCertificate, type RealCertificate } from '../../support/ledger/real-certificates.js'
import { must } from '../../support/log-reading.js'
import { defaultSlot, slot } from '../../support/slot-builders.js'
import { textOf } from '../x509/openssl.js'

const fqdn = decoded(Fqdn, 'fe01.contoso.com')
const agent = generateKeyPairSync('x25519')
const stranger = generateKeyPairSync('x25519')

const publicText = (key: KeyObject): PublicKeyText => decoded(PublicKeyText, key.export({ format: 'jwk' }).x)

const kinds = ['RSA 2048', 'RSA-PSS', 'P-256', 'P-384', 'Ed25519', 'Ed448'] as const
type Kind = (typeof kinds)[number]

const made = new Map<Kind, RealCertificate>()
const real = (kind: Kind): RealCertificate => {
  const known = made.get(kind)
  if (known === undefined) throw new Error(`not made: ${kind}`)
  return known
}

const derOf = ({ made: { certificate } }: RealCertificate): Buffer => new X509Certificate(textOf(certificate)).raw

const digestOf = (der: Buffer): ThumbprintSha256 =>
  decoded(ThumbprintSha256, createHash('sha256').update(der).digest('hex').toUpperCase())

const bindingTo = (der: Buffer): KeyBinding => ({
  fqdn,
  slot: defaultSlot,
  generation: 3,
  attempt: 1,
  thumbprintSha256: digestOf(der),
  position: decoded(Position, 42),
  expiresAt: instant('2026-11-20 12:10Z'),
})

const expecting = ({ position: _position, expiresAt: _expiresAt, ...binding }: KeyBinding): Expected => ({
  ...binding,
  now: instant('2026-11-20 12:00Z'),
})

const sealedFor = async (kind: Kind, over: Partial<KeyBinding> = {}, holder: RealCertificate = real(kind)) => {
  const der = derOf(real(kind))
  const binding = { ...bindingTo(der), ...over }
  const jwe = must(
    await keySealer.seal({
      recipient: publicText(agent.publicKey),
      binding,
      privateKey: secretOf(Buffer.from(holder.pkcs8)),
      certificate: der.toString('base64'),
      chain: [der.toString('base64')],
    })(),
  )
  return { jwe, expected: expecting(bindingTo(der)), der }
}

const openedBy = (key: KeyObject, jwe: string, expected: Expected) => openSealed(jwe, key, expected)()

beforeAll(() => {
  for (const kind of kinds) made.set(kind, realCertificate('fe01.contoso.com', kind))
})

describe('A sealed key', () => {
  it.each(kinds)('opens for the agent that it is sealed to: %s', async (kind) => {
    const { jwe, expected, der } = await sealedFor(kind)
    const opened = must(await openedBy(agent.privateKey, jwe, expected))
    expect(opened.privateKey.equals(real(kind).pkcs8)).toBe(true)
    expect(opened).toMatchObject({ certificate: der.toString('base64'), chain: [der.toString('base64')] })
    expect(opened.binding).toEqual(bindingTo(der))
  })

  it('says in its protected header what it is bound to, and that nobody may pass over that', async () => {
    const { jwe, der } = await sealedFor('P-256')
    const header: unknown = JSON.parse(Buffer.from(jwe.split('.')[0] ?? '', 'base64url').toString())
    expect(header).toMatchObject({
      alg: 'ECDH-ES+A256KW', enc: 'A256GCM', crit: ['binding'], binding: bindingTo(der),
    })
  })

  it('opens for nobody else', async () => {
    const { jwe, expected } = await sealedFor('P-256')
    expect(await openedBy(stranger.privateKey, jwe, expected)).toMatchObject(E.left({ because: 'SEAL_NOT_OPENED' }))
  })

  it('shows neither key nor certificate, and another text each time', async () => {
    const [{ jwe }, { jwe: again }] = [await sealedFor('P-256'), await sealedFor('P-256')]
    expect(jwe).not.toBe(again)
    const bytes = jwe.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1')).join()
    expect(bytes).not.toContain(real('P-256').pkcs8.toString('latin1').slice(-32))
    expect(jwe).not.toContain(real('P-256').pkcs8.toString('base64').slice(8, 40))
  })

  it('opens for no other front end, slot, generation, attempt or certificate', async () => {
    const others: ReadonlyArray<Partial<KeyBinding>> = [
      { fqdn: decoded(Fqdn, 'fe02.contoso.com') },
      { slot: slot('External@fe01.contoso.com') },
      { generation: 4 },
      { attempt: 2 },
      { thumbprintSha256: digestOf(derOf(real('P-384'))) },
    ]
    for (const other of others) {
      const { jwe, expected } = await sealedFor('P-256', other)
      expect(await openedBy(agent.privateKey, jwe, expected)).toMatchObject(E.left({ because: 'SEAL_BOUND_TO_OTHER' }))
    }
  })

  it('opens for nothing once it has expired', async () => {
    const { jwe, expected } = await sealedFor('P-256')
    const late = { ...expected, now: instant('2026-11-20 12:10Z') }
    expect(await openedBy(agent.privateKey, jwe, late)).toMatchObject(E.left({ because: 'SEAL_EXPIRED' }))
  })

  it('opens for nothing where key and certificate do not belong together', async () => {
    const { jwe, expected } = await sealedFor('P-256', {}, real('P-384'))
    expect(await openedBy(agent.privateKey, jwe, expected)).toMatchObject(E.left({ because: 'SEAL_KEY_DIFFERS' }))
  })

  it('opens for nothing once any character of it was changed, or it was cut', async () => {
    const { jwe, expected } = await sealedFor('P-256')
    const open = (text: string) => openedBy(agent.privateKey, text, expected)
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.'
    const bytesOf = (text: string): string =>
      text.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex')).join('.')
    await fc.assert(
      fc.asyncProperty(fc.nat(jwe.length - 1), fc.constantFrom(...letters), async (index, letter) => {
        const changed = `${jwe.slice(0, index)}${letter}${jwe.slice(index + 1)}`
        fc.pre(bytesOf(changed) !== bytesOf(jwe))
        expect(E.isLeft(await open(changed))).toBe(true)
      }),
      { numRuns: 300 },
    )
    await fc.assert(
      fc.asyncProperty(fc.nat(jwe.length - 1), async (length) => {
        expect(E.isLeft(await open(jwe.slice(0, length)))).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('cannot have parts of another one', async () => {
    const [{ jwe, expected }, { jwe: other }] = [await sealedFor('P-256'), await sealedFor('P-256', { attempt: 2 })]
    const [ours, theirs] = [jwe.split('.'), other.split('.')]
    for (let index = 0; index < 5; index += 1) {
      const mixed = ours.map((part, at) => (at === index ? theirs[at] : part)).join('.')
      expect(E.isLeft(await openedBy(agent.privateKey, mixed, expected)), `${index}`).toBe(true)
    }
  })

  it('is not made for a key that nothing can be sealed to', async () => {
    const der = derOf(real('P-256'))
    const sealed = await keySealer.seal({
      recipient: decoded(PublicKeyText, 'A'.repeat(43)),
      binding: bindingTo(der),
      privateKey: secretOf(Buffer.from(real('P-256').pkcs8)),
      certificate: der.toString('base64'),
      chain: [],
    })()
    expect(sealed).toEqual(E.left({ _tag: 'KeyNotSealed', fqdn }))
  })
})

describe('A proof', () => {
  const text = 'certledger-possession-v1\nfe01.contoso.com\nsomething to sign'

  const signedBy = (kind: Kind, words = text): string => {
    const key = createPrivateKey({ key: real(kind).pkcs8, format: 'der', type: 'pkcs8' })
    return sign(kind.startsWith('Ed') ? null : 'sha256', Buffer.from(words), key).toString('base64url')
  }

  const proofBy = (kind: Kind, over: Partial<Parameters<typeof keySealer.isProof>[0]> = {}): boolean => {
    const certificate = derOf(real(kind)).toString('base64')
    return keySealer.isProof({ certificate, text, signature: signedBy(kind), ...over })
  }

  it.each(kinds)('is one where the key of the certificate signed the text: %s', (kind) => {
    expect(proofBy(kind)).toBe(true)
  })

  it.each(kinds)('is none where another key signed, another text was signed, or nothing was: %s', (kind) => {
    const other = kinds[(kinds.indexOf(kind) + 1) % kinds.length] ?? 'P-256'
    expect(proofBy(kind, { signature: signedBy(other) })).toBe(false)
    expect(proofBy(kind, { signature: signedBy(kind, `${text} `) })).toBe(false)
    for (const signature of ['', 'AAAA', '!', 'x'.repeat(10_000)]) expect(proofBy(kind, { signature })).toBe(false)
    expect(proofBy(kind, { certificate: 'bGVhZg==' })).toBe(false)
  })
})
