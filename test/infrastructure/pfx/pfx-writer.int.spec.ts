import { createSecureContext } from 'node:tls'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PfxContent } from '../../../application/ports/pfx-writer.js'
import { secretOf } from '../../../application/ports/secret.js'
import { E } from '../../../application/prelude.js'
import { pfxWriter } from '../../../infrastructure/pfx/pfx-writer.js'
import { issuedChain, LEAF_KINDS, type Issued, type LeafKind } from './issued-chain.js'
import { openedByOpenssl } from './opened-by-openssl.js'

const issued = new Map<LeafKind, Issued>()

beforeAll(() => {
  for (const kind of LEAF_KINDS) issued.set(kind, issuedChain(kind))
})

const chainOf = (kind: LeafKind): Issued => {
  const found = issued.get(kind)
  if (found === undefined) throw new Error(kind)
  return found
}

const contentOf = ({ certificate, issuers, pkcs8 }: Issued, password: string): PfxContent => ({
  certificate: certificate.raw.toString('base64'),
  chain: issuers.map(({ raw }) => raw.toString('base64')),
  privateKey: secretOf(Buffer.from(pkcs8)),
  password: secretOf(Buffer.from(password)),
  friendlyName: null,
})

const written = async (content: PfxContent): Promise<Uint8Array> => {
  const pfx = await pfxWriter.write(content)()
  if (E.isLeft(pfx)) throw new Error(pfx.left._tag)
  return pfx.right
}

const opensInTls = (pfx: Uint8Array, passphrase: string): boolean => {
  try {
    createSecureContext({ pfx: Buffer.from(pfx), passphrase })
    return true
  } catch {
    return false
  }
}

const PASSWORDS = [
  'simple', '', ' spaces around ', 'päßwörd', 'корова 牛', 'cow 🐄 and flag 🇨🇿', '"quotes" \'and\' \\ $HOME `',
  'x'.repeat(300),
]

describe('a PFX file', () => {
  it.each(LEAF_KINDS)('gives openssl the same %s key and certificates, issuers in order', async (kind) => {
    const chain = chainOf(kind)
    const found = openedByOpenssl(await written(contentOf(chain, 'secret')), 'secret')
    expect(found.status).toBe(0)
    expect(found.keys).toEqual([chain.pkcs8])
    expect(found.certificates).toEqual([chain.certificate, ...chain.issuers].map(({ raw }) => raw))
  })

  it.each(LEAF_KINDS)('serves as the identity of a TLS server (%s)', async (kind) => {
    expect(opensInTls(await written(contentOf(chainOf(kind), 'secret')), 'secret')).toBe(true)
  })

  it('may have no issuers', async () => {
    const chain = chainOf('EC P-256')
    const found = openedByOpenssl(await written({ ...contentOf(chain, 'secret'), chain: [] }), 'secret')
    expect(found.certificates).toEqual([chain.certificate.raw])
    expect(found.keys).toEqual([chain.pkcs8])
  })

  it.each(PASSWORDS)('opens with its password in openssl and in TLS: %s', async (password) => {
    const chain = chainOf('EC P-256')
    const pfx = await written(contentOf(chain, password))
    expect(openedByOpenssl(pfx, password).keys).toEqual([chain.pkcs8])
    expect(opensInTls(pfx, password)).toBe(true)
  })

  it('opens with any password that has no zero character', async () => {
    const chain = chainOf('EC P-256')
    const password = fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => !text.includes('\0'))
    await fc.assert(fc.asyncProperty(password, async (text) => {
      expect(opensInTls(await written(contentOf(chain, text)), text)).toBe(true)
    }), { numRuns: 12 })
  })

  it.each(['Simple', 'simple ', '', 'päßword'])('does not open with another password: %s', async (other) => {
    const pfx = await written(contentOf(chainOf('EC P-256'), 'simple'))
    const found = openedByOpenssl(pfx, other)
    expect(found.status).not.toBe(0)
    expect(found.said).toContain('Mac verify error')
    expect(found.keys).toEqual([])
    expect(opensInTls(pfx, other)).toBe(false)
  })

  it('does not open after any change: its MAC covers key and certificates', async () => {
    const pfx = await written(contentOf(chainOf('EC P-256'), 'simple'))
    for (const at of [100, 400, Math.floor(pfx.length / 2), pfx.length - 300]) {
      const changed = Uint8Array.from(pfx)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(openedByOpenssl(changed, 'simple').status).not.toBe(0)
    }
  })

  it('shows its name where one is given, on key and certificate', async () => {
    const named = { ...contentOf(chainOf('EC P-256'), 'secret'), friendlyName: 'Contoso OAuth 2027' }
    const { text } = openedByOpenssl(await written(named), 'secret')
    expect(text.match(/friendlyName: Contoso OAuth 2027/g)).toHaveLength(2)
  })

  it.each([null, ''])('has no name where none is given (%s)', async (friendlyName) => {
    const content = { ...contentOf(chainOf('EC P-256'), 'secret'), friendlyName }
    const { text } = openedByOpenssl(await written(content), 'secret')
    expect(text).not.toContain('friendlyName')
    expect(text.match(/localKeyID/g)).toHaveLength(2)
  })

  it('differs every time, and never holds the key or the password in the clear', async () => {
    const chain = chainOf('Ed25519')
    const password = 'a password of some length'
    const files = [await written(contentOf(chain, password)), await written(contentOf(chain, password))]
    expect(files[0]).not.toEqual(files[1])
    for (const file of files) {
      expect(Buffer.from(file).includes(chain.pkcs8.subarray(-32))).toBe(false)
      expect(Buffer.from(file).includes(password)).toBe(false)
      expect(Buffer.from(file).includes(Buffer.from(password, 'utf16le').swap16())).toBe(false)
      expect(Buffer.from(file).includes(chain.certificate.raw.subarray(0, 16))).toBe(false)
    }
  })

  it('leaves the caller\'s key and password as they were', async () => {
    const chain = chainOf('Ed25519')
    const content = contentOf(chain, 'secret')
    await written(content)
    expect(Buffer.from(content.privateKey.reveal())).toEqual(chain.pkcs8)
    expect(Buffer.from(content.password.reveal())).toEqual(Buffer.from('secret'))
  })
})

describe('a PFX file is not written', () => {
  const refused = E.left({ _tag: 'PfxNotWritten' })

  it('with the key of another certificate', async () => {
    const { privateKey } = contentOf(chainOf('Ed25519'), 'secret')
    const content = { ...contentOf(chainOf('EC P-256'), 'secret'), privateKey }
    expect(await pfxWriter.write(content)()).toEqual(refused)
  })

  it('with bytes that are no private key', async () => {
    const content = { ...contentOf(chainOf('EC P-256'), 'secret'), privateKey: secretOf(Buffer.from('no key')) }
    expect(await pfxWriter.write(content)()).toEqual(refused)
  })

  it.each(['', 'AAAA', 'not base64!'])('with a certificate or an issuer that is none (%s)', async (text) => {
    const content = contentOf(chainOf('EC P-256'), 'secret')
    expect(await pfxWriter.write({ ...content, certificate: text })()).toEqual(refused)
    expect(await pfxWriter.write({ ...content, chain: [text] })()).toEqual(refused)
  })

  it('with bytes after the certificate', async () => {
    const chain = chainOf('EC P-256')
    const certificate = Buffer.concat([chain.certificate.raw, Buffer.of(0)]).toString('base64')
    expect(await pfxWriter.write({ ...contentOf(chain, 'secret'), certificate })()).toEqual(refused)
  })

  it.each(['fffe', '610062', 'eda080'])('with a password that nobody can enter: bytes %s', async (hex) => {
    const content = { ...contentOf(chainOf('EC P-256'), ''), password: secretOf(Buffer.from(hex, 'hex')) }
    expect(await pfxWriter.write(content)()).toEqual(refused)
  })
})
