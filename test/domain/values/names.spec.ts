import { describe, expect, it } from 'vitest'
import { Actor, Origin } from '../../../domain/values/actor.js'
import { CertificateRef, sameCertificate } from '../../../domain/values/certificate-ref.js'
import { Fqdn, isDomainName } from '../../../domain/values/fqdn.js'
import { KeyRef } from '../../../domain/values/key-ref.js'
import { beginning, Position } from '../../../domain/values/position.js'
import { SipDomain } from '../../../domain/values/sip-domain.js'
import { SpkiDigest } from '../../../domain/values/spki-digest.js'
import { Uuid } from '../../../domain/values/uuid.js'
import { aCertificateRef } from '../../support/certificates.js'
import { instant } from '../../support/instants.js'

const label = (length: number) => 'a'.repeat(length)

describe('A domain name (RFC 1035, RFC 1123)', () => {
  it('is two labels or more, in small letters, digits, hyphens and underscores', () => {
    for (const text of ['contoso.com', 'fe-01.contoso.com', '_sip.contoso.com', '1.contoso.com', 'xn--mnchen-3ya.de']) {
      expect(isDomainName(text)).toBe(true)
      expect(Fqdn.is(text)).toBe(true)
      expect(SipDomain.is(text)).toBe(true)
    }
  })

  it('is nothing else', () => {
    for (const text of [
      '', 'contoso', 'Contoso.com', 'contoso.com.', '.contoso.com', 'a..com', '-a.com', 'a-.com', 'a b.com', '*.a.com',
      'münchen.de', 'a.com\n', 'a/b.com', 'a@b.com', 'http://a.com',
    ]) {
      expect(isDomainName(text)).toBe(false)
    }
  })

  it('is no address: its last label is not a number', () => {
    for (const text of ['10.0.0.1', '192.168.1', '1.2', 'host.42']) expect(isDomainName(text)).toBe(false)
  })

  it('has labels of up to 63 characters, and 253 in all', () => {
    expect(isDomainName(`${label(63)}.com`)).toBe(true)
    expect(isDomainName(`${label(64)}.com`)).toBe(false)
    const long = [63, 63, 63, 61].map(label).join('.')
    expect(long).toHaveLength(253)
    expect(isDomainName(long)).toBe(true)
    expect(isDomainName(`a${long}`)).toBe(false)
  })
})

describe('A key reference (F5)', () => {
  it('names a vault and a place in it', () => {
    expect(KeyRef.is('local:3F9A.1')).toBe(true)
    expect(KeyRef.is('pkcs11:slot-0/token_2')).toBe(true)
  })

  it('has no room for a key', () => {
    const long = `local:${label(201)}`
    for (const text of ['', 'local', 'local:', ':3F9A', 'Local:3F9A', 'local:a b', 'local:a\nb', long]) {
      expect(KeyRef.is(text)).toBe(false)
    }
    expect(KeyRef.is('-----BEGIN PRIVATE KEY-----')).toBe(false)
  })
})

describe('Other names', () => {
  it('are digests of 64 upper-case digits', () => {
    expect(SpkiDigest.is('0F'.repeat(32))).toBe(true)
    expect(SpkiDigest.is('0f'.repeat(32))).toBe(false)
    expect(SpkiDigest.is('0F'.repeat(20))).toBe(false)
  })

  it('are UUIDs in small letters', () => {
    expect(Uuid.is('00000004-0000-0ff1-ce00-000000000000')).toBe(true)
    for (const text of ['00000004-0000-0FF1-ce00-000000000000', '{00000004-0000-0ff1-ce00-000000000000}', '00000004']) {
      expect(Uuid.is(text)).toBe(false)
    }
  })

  it('are positions: whole numbers from 0 on', () => {
    expect(beginning).toBe(0)
    expect([0, 1, Number.MAX_SAFE_INTEGER].every(Position.is)).toBe(true)
    for (const value of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1, '1', null]) {
      expect(Position.is(value)).toBe(false)
    }
  })

  it('are actors and faces of closed kinds', () => {
    expect(Actor.is({ kind: 'person', name: 'CONTOSO\\anna', onBehalfOf: null })).toBe(true)
    expect(Actor.is({ kind: 'robot', name: 'x', onBehalfOf: null })).toBe(false)
    expect(Actor.is({ kind: 'ai', name: 'x' })).toBe(false)
    expect(Origin.is({ face: 'cli', address: 'fe01' })).toBe(true)
    expect(Origin.is({ face: 'fax', address: null })).toBe(false)
  })
})

describe('Two references', () => {
  it('name the same certificate where its SHA-256 is the same', () => {
    const later = aCertificateRef('A', { notAfter: instant('2030-01-01') })
    expect(sameCertificate(aCertificateRef('A'), later)).toBe(true)
    expect(sameCertificate(aCertificateRef('A'), aCertificateRef('B'))).toBe(false)
    expect(sameCertificate(aCertificateRef('A'), null)).toBe(false)
    expect(sameCertificate(null, null)).toBe(true)
    expect(CertificateRef.is(aCertificateRef('A'))).toBe(true)
  })
})
