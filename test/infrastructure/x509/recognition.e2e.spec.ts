import { createPublicKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  authority, bytesOf, certificateOf, derOf, newKey, openssl, opensslOut, opensslThumbprint, stored, textOf,
} from './openssl.js'
import { corpusFile, usualPassword } from './corpus.js'
import { readHere, readOf, refusalOf } from './reading.js'

const rsa = certificateOf({ key: newKey('RSA 2048'), subject: '/CN=ca', extensions: authority })
const leaf = certificateOf({ issuer: rsa })
const refused = (bytes: Uint8Array, password: string | null = null) => refusalOf(readHere(bytes, password))

const index = stored('', 'txt')
const config = stored(`[ca]\ndefault_ca=d\n[d]\ndatabase=${index}\ndefault_md=sha256\ndefault_crl_days=5\n`, 'cnf')
const crl = (form: string): Uint8Array =>
  opensslOut('crl', '-outform', form, '-in', stored(opensslOut('ca', '-gencrl', '-config', config, '-cert',
    rsa.certificate, '-keyfile', rsa.key)))
const request = (form: string): Uint8Array =>
  opensslOut('req', '-new', '-key', rsa.key, '-subj', '/CN=x', '-outform', form)
const pkcs7 = (form: string): Uint8Array =>
  opensslOut('crl2pkcs7', '-nocrl', '-certfile', leaf.certificate, '-outform', form)
const publicKey = createPublicKey(textOf(rsa.key))
const spki = {
  pem: bytesOf(publicKey.export({ type: 'spki', format: 'pem' }).toString()),
  der: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
}
const rsaPublicKey = opensslOut('rsa', '-in', rsa.key, '-RSAPublicKey_out', '-outform', 'DER')

const keyStore = (magic: string): Uint8Array =>
  new Uint8Array(Buffer.concat([Buffer.from(`${magic}0000000200000001`, 'hex'), Buffer.alloc(64, 7)]))

describe('a file that is no certificate file', () => {
  it.each([
    ['JKS', keyStore('feedfeed')],
    ['JCEKS', keyStore('cececece')],
    ['PKCS#10', request('DER')],
    ['PKCS#10', request('PEM')],
    ['PKCS#7', pkcs7('DER')],
    ['PKCS#7', pkcs7('PEM')],
    ['CRL', crl('DER')],
    ['CRL', crl('PEM')],
    ['public key', spki.der],
    ['public key', spki.pem],
    ['public key', rsaPublicKey],
    ['text', bytesOf('The certificate is in the other folder.\n')],
    ['text', bytesOf('0 is where this text begins')],
    ['text', bytesOf('<!DOCTYPE html><title>404</title>')],
    ['text', new Uint8Array(Buffer.from('\ufeffhello', 'utf16le'))],
    ['unknown', new Uint8Array([1, 2, 3, 4, 5])],
    ['unknown', new Uint8Array([0x30, 0x03, 0x02, 0x01, 0x00])],
    ['unknown', new Uint8Array([0x30, 0x82, 0x10, 0x00, 0xff, 0x00])],
    ['unknown', new Uint8Array(Buffer.from('504b0304140000000800', 'hex'))],
    ['unknown', bytesOf('-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ==\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----\n')],
  ])('is told to be: %s', (looksLike, bytes) => {
    expect(refused(bytes)).toEqual({ _tag: 'NotACertificateFile', looksLike })
  })

  it('is told to be a private key alone when it is one in DER', () => {
    const pkcs8 = opensslOut('pkcs8', '-topk8', '-nocrypt', '-in', rsa.key, '-outform', 'DER')
    const encrypted = opensslOut('pkcs8', '-topk8', '-in', rsa.key, '-outform', 'DER', '-passout', 'pass:x')
    const pkcs1 = opensslOut('rsa', '-in', rsa.key, '-outform', 'DER', '-traditional')
    const sec1 = opensslOut('ec', '-in', leaf.key, '-outform', 'DER')

    for (const bytes of [pkcs8, encrypted, pkcs1, sec1]) {
      expect(refused(bytes)).toEqual({ _tag: 'NoCertificate', format: 'DER', keys: 1 })
    }
  })
})

describe('a DER file', () => {
  it('opens when it is a certificate, with or without bytes after it', () => {
    const der = derOf(leaf)
    const thumbprint = opensslThumbprint(leaf.certificate)

    for (const bytes of [der, new Uint8Array([...der, 0, 1, 2])]) {
      expect(readOf(readHere(bytes, null))).toMatchObject({
        format: 'DER', facts: { thumbprint }, der: Buffer.from(der).toString('base64'), privateKey: null, chain: [],
      })
    }
  })

  it('opens when it is a certificate of version 1', () => {
    const csr = stored(opensslOut('req', '-new', '-key', leaf.key, '-subj', '/CN=old'))
    const old = stored(opensslOut('x509', '-req', '-in', csr, '-CA', rsa.certificate, '-CAkey', rsa.key), 'pem')

    expect(openssl('x509', '-in', old, '-noout', '-text').toString()).toContain('Version: 1')
    expect(readOf(readHere(opensslOut('x509', '-in', old, '-outform', 'DER'), null)).facts.subject).toBe('CN=old')
  })

  it('is corrupt when it is cut short anywhere', () => {
    const der = derOf(leaf)

    for (let length = 2; length < der.length; length += 7) {
      expect(refused(der.slice(0, length))).toEqual({
        _tag: 'FileCorrupt', format: 'DER', detail: 'the file is cut short or garbled',
      })
    }
  })
})

describe('a PKCS#12 file that is damaged', () => {
  const pfx = corpusFile('key-rsa2048.pfx')
  const flipped = (at: number): Uint8Array => pfx.map((byte, i) => (i === at ? byte ^ 0x01 : byte))

  it('is corrupt, not locked by a wrong password, when it is cut short anywhere', () => {
    for (let length = 8; length < pfx.length; length += 37) {
      expect(refused(pfx.slice(0, length), usualPassword)).toEqual({
        _tag: 'FileCorrupt', format: 'PKCS#12', detail: 'the file is cut short or garbled',
      })
    }
  })

  it('is corrupt when the password is right and the MAC is not', () => {
    const inCiphertext = pfx.length - 400
    const detail = 'the integrity check fails although the password opens the contents'

    expect(refused(flipped(inCiphertext), usualPassword)).toEqual({ _tag: 'FileCorrupt', format: 'PKCS#12', detail })
    expect(refused(flipped(inCiphertext), 'wrong')).toEqual({ _tag: 'WrongPassword', format: 'PKCS#12' })
    expect(refused(flipped(inCiphertext), null)).toEqual({ _tag: 'PasswordRequired', format: 'PKCS#12' })
  })

  it('is never opened when a single bit of what the MAC covers is changed', () => {
    for (let at = 60; at < pfx.length - 80; at += 11) {
      expect(['FileCorrupt', 'WrongPassword', 'UnsupportedAlgorithm', 'LimitExceeded'])
        .toContain(refused(flipped(at), usualPassword)._tag)
    }
  })

  it('asks for a password when none was given, with a MAC or without', () => {
    const locked = ['key-rsa2048.pfx', 'enc-legacy-rc2-40.pfx', 'mac-none.pfx', 'c-pbmac1-256.pfx', 'c-scrypt.pfx']

    for (const file of locked) {
      expect(refused(corpusFile(file))).toEqual({ _tag: 'PasswordRequired', format: 'PKCS#12' })
      expect(refused(corpusFile(file), '')).toEqual({ _tag: 'WrongPassword', format: 'PKCS#12' })
      expect(refused(corpusFile(file), 'wrong')).toEqual({ _tag: 'WrongPassword', format: 'PKCS#12' })
    }
  })
})
