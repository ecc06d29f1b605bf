import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../domain/certificate/finding.js'
import { findingProblem } from '../../../infrastructure/wording/finding-problem.js'
import { findingWords } from '../../../infrastructure/wording/finding-words.js'
import { server } from './facts-of-samples.js'
import { findingSamples } from './finding-samples.js'

const samples: ReadonlyArray<Finding> = Object.values(findingSamples).flat()
const numbered = samples.map((finding, index) => ({ tag: finding._tag, number: index + 1, finding }))

describe('the words for a finding', () => {
  it.each(numbered)('say of $tag ($number) in one sentence what was found', ({ finding }) => {
    expect(findingWords(finding)).toMatch(/^\S[^\n]{10,}\.$/)
    expect(findingWords(finding)).not.toMatch(/undefined|\bnull\b|NaN|\[object|=>/)
  })

  it('tell the variants of a finding apart', () => {
    for (const variants of Object.values(findingSamples)) {
      const words = variants.map((variant) => findingWords(variant))
      expect(new Set(words).size).toBe(words.length)
    }
  })

  it.each([
    [findingSamples.KeyTooShort[1], 'The key has 1024 bits; fewer than 2048 are no longer safe.'],
    [findingSamples.CertificateExpiresSoon[0], 'It expires on 2027-03-01 12:00 UTC, with 45 days left.'],
    [findingSamples.CertificateExpiresSoon[1], 'It expires on 2027-03-01 12:00 UTC, with 1 day left.'],
    [findingSamples.CertificateExpiresSoon[2], 'It expires on 2027-03-01 12:00 UTC, with less than a day left.'],
    [
      findingSamples.SipDomainMissing[1],
      'Neither its subject nor its alternative names hold contoso.com, of the SIP domains of the site; names: none.',
    ],
    [
      findingSamples.LeadTimeTooShort[0],
      'The effective date is 3 hours 30 minutes away; OAuthTokenIssuer needs 24 hours, so that everybody knows the ' +
        'new certificate before it is used.',
    ],
    [
      findingSamples.OverlapTooShort[0],
      'The current certificate expires 2 hours after the effective date, on 2027-03-01 12:00 UTC; ' +
        'AudioVideoAuthentication needs 8 hours, so that nothing it signed is cut off.',
    ],
  ])('use days, hours and bits (%#)', (finding, words) => {
    expect(findingWords(finding)).toBe(words)
  })
})

describe('a finding for a program', () => {
  it('has its type, weight, words and facts', () => {
    expect(findingProblem(findingSamples.KeyTooShort[0])).toEqual({
      type: 'KeyTooShort',
      severity: 'forbidden',
      detail: 'The key has 1024 bits; OAuthTokenIssuer needs at least 2048.',
      facts: { role: 'OAuthTokenIssuer', keySize: 1024, requiredKeySize: 2048 },
    })
  })

  it('names the slot where one of several is concerned', () => {
    expect(findingProblem({ ...findingSamples.CrlDistributionPointMissing[0], slot: server }).facts).toEqual({
      slot: 'Default@fe01.contoso.com',
    })
  })

  it.each(numbered)('is JSON that hides no member ($tag, $number)', ({ finding }) => {
    const { facts } = findingProblem(finding)
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
    for (const member of ['type', 'severity', 'detail', '_tag']) expect(facts).not.toHaveProperty([member])
  })
})
