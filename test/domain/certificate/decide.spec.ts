import { describe, expect, it } from 'vitest'
import { certificate } from '../../../domain/certificate/decide.js'
import type { CertificateEvent } from '../../../domain/certificate/events.js'
import { generationOf, refOf } from '../../../domain/certificate/state.js'
import { folded, specification } from '../../dsl/given.js'
import {
  certificateImported, certificateRetired, chainCompleted, compromiseRecorded, privateKeyDestroyed, privateKeyImported,
  privateKeyRead,
} from '../../support/certificate-events.js'
import {
  destroyPrivateKey, importCertificate, readPrivateKey, recordCompromise, retireCertificate,
} from '../../support/certificate-commands.js'
import { aChainLink, aKnownCertificate, custodyOf, factsOf } from '../../support/certificates.js'
import { instant } from '../../support/instants.js'
import { tokenSlot } from '../../support/slot-builders.js'

const given = specification(certificate)

const { thumbprint } = factsOf('A')
const imported = certificateImported('2026-03-01')
const importedBare = certificateImported('2026-03-01', { privateKey: null, chain: [] })
const destroyed = privateKeyDestroyed('2026-04-01')
const middle = aChainLink({ subject: 'CN=Middle', isSelfSigned: false })
const inUse = [tokenSlot]
const notImported = { _tag: 'CertificateNotImported' as const }

describe('ImportCertificate', () => {
  it('makes the certificate known, with a reference to its key and never the key (F5)', () => {
    given().when(importCertificate('2026-03-01')).then(imported)
    expect(folded(certificate, [imported])).toEqual(aKnownCertificate())
  })

  it('takes a certificate without its key', () => {
    given().when(importCertificate('2026-03-01', { privateKey: null, chain: [] })).then(importedBare)
    expect(folded(certificate, [importedBare])).toEqual(
      aKnownCertificate({ privateKey: { _tag: 'NeverImported' }, chain: [] }),
    )
  })

  it('keeps the friendly name', () => {
    given()
      .when(importCertificate('2026-03-01', { friendlyName: 'Token 2026' }))
      .then(certificateImported('2026-03-01', { friendlyName: 'Token 2026' }))
  })

  it('records nothing for a repeat, with or without the key, from whatever file', () => {
    given(imported).when(importCertificate('2026-03-02')).thenNothing()
    given(imported)
      .when(importCertificate('2026-03-02', { privateKey: null, fileName: 'other.pem' }))
      .thenNothing()
    given(importedBare).when(importCertificate('2026-03-02', { privateKey: null, chain: [] })).thenNothing()
  })

  it('records the key of a certificate that was known without one, once', () => {
    const arrives = importCertificate('2026-03-02', { chain: [] })
    given(importedBare).when(arrives).then(privateKeyImported('2026-03-02', 1))
    given(importedBare, privateKeyImported('2026-03-02', 1)).when(arrives).thenNothing()
  })

  it('records a longer chain, once, and no shorter one', () => {
    const arrives = importCertificate('2026-03-02', { privateKey: null, chain: [middle, aChainLink()] })
    const completed = chainCompleted('2026-03-02', [middle, aChainLink()])
    given(imported).when(arrives).then(completed)
    given(imported, completed).when(arrives).thenNothing()
    given(imported, completed).when(importCertificate('2026-03-03')).thenNothing()
  })

  it('records key and chain that arrive together', () => {
    given(importedBare)
      .when(importCertificate('2026-03-02'))
      .then(privateKeyImported('2026-03-02', 1), chainCompleted('2026-03-02'))
  })

  it('refuses to bring a destroyed key back unless forced, which is recorded', () => {
    const again = { privateKey: custodyOf('A', 2) }
    given(imported, destroyed).when(importCertificate('2026-05-01', again)).thenRejects({
      _tag: 'PrivateKeyWasDestroyed', thumbprint, destroyedAt: instant('2026-04-01'),
    })
    given(imported, destroyed)
      .when(importCertificate('2026-05-01', { ...again, force: true }))
      .then(privateKeyImported('2026-05-01', 2, ['PrivateKeyWasDestroyed']))
  })

  it('does not mind a destroyed key where the file brings none', () => {
    given(imported, destroyed).when(importCertificate('2026-05-01', { privateKey: null })).thenNothing()
  })
})

describe('RetireCertificate', () => {
  it('takes the certificate out of service, once', () => {
    given(imported).when(retireCertificate('2026-04-01')).then(certificateRetired('2026-04-01'))
    given(imported, certificateRetired('2026-04-01')).when(retireCertificate('2026-04-02')).thenNothing()
    given(imported, certificateRetired('2026-04-01'))
      .when(retireCertificate('2026-04-02', { inUse }))
      .thenNothing()
  })

  it('refuses while it is current or staged anywhere, unless forced', () => {
    given(imported)
      .when(retireCertificate('2026-04-01', { inUse }))
      .thenRejects({ _tag: 'CertificateInUse', thumbprint, slots: inUse })
    given(imported)
      .when(retireCertificate('2026-04-01', { inUse, force: true }))
      .then(certificateRetired('2026-04-01', ['CertificateInUse']))
  })

  it('refuses a certificate that nobody imported', () => {
    given().when(retireCertificate('2026-04-01')).thenRejects(notImported)
  })
})

describe('RecordCompromise', () => {
  it('records since when others may know the key', () => {
    given(imported)
      .when(recordCompromise('2026-03-15', '2026-04-01'))
      .then(compromiseRecorded('2026-03-15', '2026-04-01'))
    expect(folded(certificate, [imported, compromiseRecorded('2026-03-15', '2026-04-01')])).toMatchObject({
      compromisedSince: instant('2026-03-15'),
    })
  })

  it('records nothing for the same or a later instant, and an earlier one anew', () => {
    const known = [imported, compromiseRecorded('2026-03-15', '2026-04-01')]
    given(...known).when(recordCompromise('2026-03-15', '2026-04-02')).thenNothing()
    given(...known).when(recordCompromise('2026-03-20', '2026-04-02')).thenNothing()
    given(...known)
      .when(recordCompromise('2026-03-10', '2026-04-02'))
      .then(compromiseRecorded('2026-03-10', '2026-04-02'))
  })

  it('reaches up to now and refuses the future', () => {
    given(imported)
      .when(recordCompromise('2026-04-01', '2026-04-01'))
      .then(compromiseRecorded('2026-04-01', '2026-04-01'))
    given(imported).when(recordCompromise('2026-04-01 00:00:00.001Z', '2026-04-01')).thenRejects({
      _tag: 'CompromiseInFuture', since: instant('2026-04-01 00:00:00.001Z'), at: instant('2026-04-01'),
    })
  })

  it('refuses a certificate that nobody imported', () => {
    given().when(recordCompromise('2026-03-15', '2026-04-01')).thenRejects(notImported)
  })
})

describe('ReadPrivateKey', () => {
  it('records every reading, repeated or not', () => {
    given(imported).when(readPrivateKey('2026-04-01')).then(privateKeyRead('2026-04-01', 'export'))
    given(imported, privateKeyRead('2026-04-01', 'export'))
      .when(readPrivateKey('2026-04-01', 'delivery'))
      .then(privateKeyRead('2026-04-01', 'delivery'))
  })

  it('names the key that is kept now', () => {
    given(imported, destroyed, privateKeyImported('2026-05-01', 2))
      .when(readPrivateKey('2026-05-02'))
      .then(privateKeyRead('2026-05-02', 'export', 2))
  })

  it('refuses where no key is kept, and says why', () => {
    const notKept = { _tag: 'PrivateKeyNotKept' as const, thumbprint }
    given(importedBare)
      .when(readPrivateKey('2026-04-01'))
      .thenRejects({ ...notKept, because: 'neverImported' })
    given(imported, destroyed)
      .when(readPrivateKey('2026-04-02'))
      .thenRejects({ ...notKept, because: 'destroyed' })
    given().when(readPrivateKey('2026-04-01')).thenRejects(notImported)
  })
})

describe('DestroyPrivateKey (F11)', () => {
  it('records that the key is gone, once', () => {
    given(imported).when(destroyPrivateKey('2026-04-01')).then(destroyed)
    given(imported, destroyed).when(destroyPrivateKey('2026-04-02')).thenNothing()
    given(imported, destroyed).when(destroyPrivateKey('2026-04-02', { inUse })).thenNothing()
  })

  it('refuses while the certificate is current or staged anywhere, unless forced, which is recorded', () => {
    given(imported)
      .when(destroyPrivateKey('2026-04-01', { inUse }))
      .thenRejects({ _tag: 'CertificateInUse', thumbprint, slots: inUse })
    given(imported)
      .when(destroyPrivateKey('2026-04-01', { inUse, force: true }))
      .then(privateKeyDestroyed('2026-04-01', ['CertificateInUse']))
  })

  it('records no override where force was not needed', () => {
    given(imported).when(destroyPrivateKey('2026-04-01', { force: true })).then(destroyed)
  })

  it('refuses where there never was a key, and for a certificate that nobody imported', () => {
    given(importedBare)
      .when(destroyPrivateKey('2026-04-01'))
      .thenRejects({ _tag: 'PrivateKeyNotKept', thumbprint, because: 'neverImported' })
    given().when(destroyPrivateKey('2026-04-01')).thenRejects(notImported)
  })

  it('destroys what was imported again, the next generation', () => {
    given(imported, destroyed, privateKeyImported('2026-05-01', 2))
      .when(destroyPrivateKey('2026-06-01'))
      .then(privateKeyDestroyed('2026-06-01', [], 2))
  })
})

describe('What is known of a certificate', () => {
  it('counts the deposits of its key, destroyed ones included', () => {
    const generationAfter = (...events: ReadonlyArray<CertificateEvent>) => {
      const state = folded(certificate, events)
      return state._tag === 'Known' ? generationOf(state.privateKey) : undefined
    }
    expect(generationAfter(importedBare)).toBe(0)
    expect(generationAfter(imported)).toBe(1)
    expect(generationAfter(imported, destroyed)).toBe(1)
    expect(generationAfter(imported, destroyed, privateKeyImported('2026-05-01', 2))).toBe(2)
  })

  it('is nothing before the import, whatever else was recorded', () => {
    const strays = [certificateRetired('2026-04-01'), compromiseRecorded('2026-03-15', '2026-04-01'), destroyed]
    expect(folded(certificate, [...strays, chainCompleted('2026-04-01')])).toEqual({ _tag: 'Unknown' })
  })

  it('is named elsewhere by thumbprints, subject and validity', () => {
    const { thumbprintSha256, subject, notBefore, notAfter } = factsOf('A')
    expect(refOf(factsOf('A'))).toEqual({ thumbprint, thumbprintSha256, subject, notBefore, notAfter })
  })
})
