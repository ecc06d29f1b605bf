import { describe, expect, it } from 'vitest'
import { coexists, leadTimeMs, rollFindings, verifiesUntil } from '../../../domain/assignment/roll-window.js'
import { certificateRoles, type CertificateRole } from '../../../domain/values/certificate-role.js'
import { aCertificateRef } from '../../support/certificates.js'
import { DAY_MS, HOUR_MS, instant } from '../../support/instants.js'

const current = { certificate: aCertificateRef('A', { notAfter: instant('2026-04-10') }), since: instant('2026-03-01') }
const others = certificateRoles.filter((role) => role !== 'OAuthTokenIssuer' && role !== 'AudioVideoAuthentication')

type Alongside = ReadonlyArray<CertificateRole>

const tags = (role: CertificateRole, alongside: Alongside, effectiveAt: string, at: string) =>
  rollFindings(role, alongside, current, instant(effectiveAt), instant(at))
    .map(({ _tag, severity }) => [_tag, severity])

describe('Lead times (section 3)', () => {
  it('are 24 hours for OAuthTokenIssuer and 8 for AudioVideoAuthentication', () => {
    expect(leadTimeMs('OAuthTokenIssuer')).toBe(DAY_MS)
    expect(leadTimeMs('AudioVideoAuthentication')).toBe(8 * HOUR_MS)
  })

  it.each(others)('are none for %s, which switches hard (2.7)', (role) => {
    expect(leadTimeMs(role)).toBe(0)
    expect(coexists(role)).toBe(false)
  })

  it('come with coexistence: old and new verify side by side', () => {
    expect(coexists('OAuthTokenIssuer')).toBe(true)
    expect(coexists('AudioVideoAuthentication')).toBe(true)
  })
})

describe('The verification window (F3, F11)', () => {
  it('of a previous certificate ends with its validity', () => {
    expect(verifiesUntil(current)).toBe('2026-04-10T00:00:00.000Z')
  })
})

describe('What speaks against a roll', () => {
  it('is nothing with time enough on both sides', () => {
    expect(tags('OAuthTokenIssuer', [], '2026-04-05', '2026-04-01')).toEqual([])
  })

  it('is told together: too late to be known and too late to overlap', () => {
    expect(tags('OAuthTokenIssuer', [], '2026-04-09 12:00Z', '2026-04-09')).toEqual([
      ['LeadTimeTooShort', 'refused'],
      ['OverlapTooShort', 'refused'],
    ])
  })

  it('is a gap only after the end of the old certificate, and no overlap then', () => {
    const rolledAt = (effectiveAt: string) => tags('OAuthTokenIssuer', [], effectiveAt, '2026-04-01')
    expect(rolledAt('2026-04-10')).toEqual([['OverlapTooShort', 'refused']])
    expect(rolledAt('2026-04-10 00:00:00.001Z')).toEqual([['GapBeforeRoll', 'refused']])
  })

  it('is told as a hard switch for a role without coexistence, which hinders nothing', () => {
    expect(tags('Default', [], '2026-04-10', '2026-04-01')).toEqual([['SwitchIsHard', 'notice']])
    expect(tags('Default', [], '2026-04-11', '2026-04-01')).toEqual([
      ['GapBeforeRoll', 'refused'],
      ['SwitchIsHard', 'notice'],
    ])
  })

  it('is measured by the largest lead time of all roles in one command', () => {
    expect(tags('Default', ['AudioVideoAuthentication'], '2026-04-01 07:00Z', '2026-04-01')).toEqual([
      ['LeadTimeTooShort', 'refused'],
      ['SwitchIsHard', 'notice'],
    ])
    expect(tags('AudioVideoAuthentication', ['OAuthTokenIssuer'], '2026-04-09 12:00Z', '2026-04-01')).toEqual([
      ['OverlapTooShort', 'refused'],
    ])
  })

  it('is nothing once the old certificate has ended, or where there is none', () => {
    expect(tags('OAuthTokenIssuer', [], '2026-04-10 00:01Z', '2026-04-10')).toEqual([])
    expect(rollFindings('OAuthTokenIssuer', [], null, instant('2026-04-02'), instant('2026-04-01'))).toEqual([])
  })
})
