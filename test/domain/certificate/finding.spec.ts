import { describe, expect, it } from 'vitest'
import { finding, obstacles, overriddenBy, type Severity } from '../../../domain/certificate/finding.js'
import { instant } from '../../support/instants.js'

const retired = finding('refused', { _tag: 'CertificateRetired', since: instant('2026-01-01') })
const weak = finding('refused', { _tag: 'WeakSignature', signatureHash: 'SHA-1' })
const of = (severity: Severity) => finding(severity, { _tag: 'CrlDistributionPointMissing' })
const all = [of('forbidden'), weak, of('warning'), of('notice')]

describe('Findings and force (F1)', () => {
  it('stop a command where they are forbidden or refused', () => {
    expect(obstacles(all, false)).toEqual([of('forbidden'), weak])
  })

  it('stop a forced command only where they are forbidden', () => {
    expect(obstacles(all, true)).toEqual([of('forbidden')])
  })

  it('are recorded as overridden where they were refused: each name once, in order', () => {
    const overridden = overriddenBy([weak, retired, weak, of('warning'), of('forbidden')])
    expect(overridden).toEqual(['CertificateRetired', 'WeakSignature'])
    expect(overriddenBy([])).toEqual([])
  })
})
