import { describe, expect, it } from 'vitest'
import {
  authority, bytesOf, certificateOf, leafOnly, newKey, opensslOut, opensslThumbprint, stored, textOf, type Made,
} from './openssl.js'
import { corpusFile, usualPassword } from './corpus.js'
import { readHere, readOf, refusalOf } from './reading.js'

const root = certificateOf({ subject: '/CN=Root', extensions: authority })
const middle = certificateOf({ subject: '/CN=Middle', issuer: root, extensions: authority })
const leaf = certificateOf({ issuer: middle })

const bundle = (...parts: ReadonlyArray<string>): Uint8Array => bytesOf(parts.map(textOf).join(''))
const certificates = (...made: ReadonlyArray<Made>): Uint8Array => bundle(...made.map(({ certificate }) => certificate))
const thumbprints = (...made: ReadonlyArray<Made>) => made.map(({ certificate }) => opensslThumbprint(certificate))
const read = (bytes: Uint8Array, thumbprint?: string) =>
  readOf(readHere(bytes, null, thumbprint === undefined ? {} : { thumbprint }))
const chainOf = (bytes: Uint8Array) => read(bytes).chain.map(({ facts }) => facts.thumbprint)

describe('choosing among certificates without keys', () => {
  it('takes the one that issued no other', () => {
    expect(read(certificates(root, leaf, middle)).facts.thumbprint).toBe(opensslThumbprint(leaf.certificate))
    expect(chainOf(certificates(root, leaf, middle))).toEqual(thumbprints(middle, root))
  })

  it('takes a certificate that stands alone, authority or not', () => {
    expect(read(certificates(root)).facts).toMatchObject({ isCertificateAuthority: true, isSelfSigned: true })
  })

  it('refuses to guess between two that issued no other, and lists only these', () => {
    const sibling = certificateOf({ subject: '/CN=sibling', issuer: middle })

    expect(refusalOf(readHere(certificates(leaf, middle, sibling), null))).toEqual({
      _tag: 'SeveralCertificates',
      candidates: [
        { thumbprint: opensslThumbprint(leaf.certificate), subject: 'CN=leaf.example.test', hasPrivateKey: false },
        { thumbprint: opensslThumbprint(sibling.certificate), subject: 'CN=sibling', hasPrivateKey: false },
      ],
    })
  })

  it('counts a repeated certificate once', () => {
    expect(read(certificates(leaf, leaf, middle, middle)).chain).toHaveLength(1)
  })

  it('takes the one asked for, although it issued another', () => {
    const [asked = ''] = thumbprints(middle)

    expect(read(certificates(leaf, middle, root), asked)).toMatchObject({
      facts: { thumbprint: asked }, chain: [{ facts: { subject: 'CN=Root' } }],
    })
  })
})

/** The RSA and the EC leaf of the corpus. */
const leaves = ['572F6DBF8717758652DADBA73E478CAD0042AE90', '17B488D37F4ECFA094160DF557AD1AEAB55C4035']

describe('choosing among certificates and keys', () => {
  it('takes the only one with a key, whatever else there is', () => {
    const other = certificateOf({ subject: '/CN=other' })

    expect(read(bundle(other.certificate, leaf.certificate, leaf.key, root.certificate)).facts.subject)
      .toBe('CN=leaf.example.test')
  })

  it('refuses to guess between a certificate and its renewal with the same key', () => {
    const renewed = certificateOf({ key: leaf.key, issuer: middle, days: 60 })
    const bytes = bundle(leaf.certificate, renewed.certificate, leaf.key)
    const [asked = ''] = thumbprints(renewed)

    expect(refusalOf(readHere(bytes, null))).toMatchObject({ _tag: 'SeveralCertificates', candidates: [{}, {}] })
    expect(read(bytes, asked).facts.thumbprint).toBe(asked)
    expect(read(bytes, asked).privateKey).not.toBeNull()
  })

  it('counts a repeated key once', () => {
    expect(read(bundle(leaf.certificate, leaf.key, leaf.key)).privateKey).not.toBeNull()
  })

  it('reads a certificate asked for without its key, when the keys belong to others', () => {
    const [asked = ''] = thumbprints(root)

    expect(read(bundle(leaf.certificate, leaf.key, root.certificate), asked).privateKey).toBeNull()
  })

  it('refuses keys of which none belongs to any certificate, even when a certificate is asked for', () => {
    const [asked = ''] = thumbprints(root)
    const answer = readHere(bundle(root.certificate, newKey()), null, { thumbprint: asked })

    expect(refusalOf(answer)._tag).toBe('KeyDoesNotMatch')
  })

  it.each(['c-lkid-lie.pfx', 'c-multi.pfx', 'c-multi-noid.pfx', 'multi.pfx'])(
    'pairs by public key in %s, whatever attributes and order say',
    (file) => {
      for (const thumbprint of leaves) {
        const found = readOf(readHere(corpusFile(file), usualPassword, { thumbprint }))
        const key = stored(found.privateKey ?? new Uint8Array(0))
        const certificate = stored(Buffer.from(found.der, 'base64'))

        expect(found.facts.thumbprint).toBe(thumbprint)
        expect(opensslOut('pkey', '-inform', 'DER', '-in', key, '-pubout'))
          .toEqual(opensslOut('x509', '-inform', 'DER', '-in', certificate, '-pubkey', '-noout'))
      }
    },
  )
})

describe('the chain', () => {
  it('leaves out an authority of the right name that did not sign', () => {
    const impostor = certificateOf({ subject: '/CN=Middle', issuer: root, extensions: authority })

    expect(chainOf(bundle(leaf.certificate, leaf.key, impostor.certificate, root.certificate))).toEqual([])
    expect(chainOf(bundle(leaf.certificate, leaf.key, impostor.certificate, middle.certificate, root.certificate)))
      .toEqual(thumbprints(middle, root))
  })

  it('leaves out a signer that is no authority', () => {
    const pretender = certificateOf({ subject: '/CN=Pretender', issuer: root, extensions: leafOnly })
    const signed = certificateOf({ subject: '/CN=signed', issuer: pretender })

    expect(chainOf(bundle(signed.certificate, signed.key, pretender.certificate, root.certificate))).toEqual([])
  })

  it('leaves out an authority whose key usage does not allow to sign certificates', () => {
    const muzzled = certificateOf({
      subject: '/CN=Muzzled', issuer: root, extensions: [...authority, 'keyUsage=digitalSignature'],
    })
    const signed = certificateOf({ subject: '/CN=signed', issuer: muzzled })

    expect(chainOf(bundle(signed.certificate, signed.key, muzzled.certificate))).toEqual([])
  })

  it('goes through the issuer that expires last where an authority was renewed, and ends at a root', () => {
    const renewed = certificateOf({
      subject: '/CN=Middle', key: middle.key, issuer: root, extensions: authority, days: 99,
    })
    const bytes = bundle(leaf.certificate, leaf.key, middle.certificate, renewed.certificate, root.certificate)

    expect(chainOf(bytes)).toEqual(thumbprints(renewed, root))
  })

  it('ends although two authorities issued each other', () => {
    const other = certificateOf({ subject: '/CN=Other', extensions: authority })
    const back = certificateOf({ subject: '/CN=Root', key: root.key, issuer: other, extensions: authority })
    const across = certificateOf({ subject: '/CN=Other', key: other.key, issuer: root, extensions: authority })
    const made = certificateOf({ subject: '/CN=x', issuer: root })
    const bytes = bundle(made.certificate, made.key, back.certificate, across.certificate)

    expect(chainOf(bytes)).toEqual(thumbprints(back, across))
  })

  it('is verified with RSASSA-PSS and Ed25519 signatures too', () => {
    for (const kind of ['RSA-PSS', 'Ed25519', 'Ed448', 'secp256k1'] as const) {
      const signer = certificateOf({ subject: '/CN=Signer', key: newKey(kind), extensions: authority })
      const made = certificateOf({ issuer: signer })

      expect(chainOf(bundle(made.certificate, made.key, signer.certificate))).toEqual(thumbprints(signer))
    }
  })
})
