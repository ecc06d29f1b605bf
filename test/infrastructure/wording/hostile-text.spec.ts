import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../domain/certificate/finding.js'
import { findingWords } from '../../../infrastructure/wording/finding-words.js'
import { problemOf, type SpokenError } from '../../../infrastructure/wording/problem.js'
import { thumbprint } from './facts-of-samples.js'

const steering = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u2029\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 600 }),
  fc.constantFrom('\u001B[2J\u001B]0;owned\u0007', 'a\nb\r\nc', '\u202Egnp.exe', '\u009B31m', 'x'.repeat(100_000)),
)

const candidate = (subject: string) => ({ thumbprint, subject, hasPrivateKey: true })

const errors: ReadonlyArray<(text: string) => SpokenError> = [
  (path) => ({ _tag: 'FileUnreadable', path, reason: path }),
  (path) => ({ _tag: 'LogUnavailable', path, reason: 'EACCES' }),
  (name) => ({ _tag: 'UnknownOption', name, command: name, suggestions: [name] }),
  (value) => ({ _tag: 'ArgumentUnexpected', value, command: 'log' }),
  (subject) => ({ _tag: 'SeveralCertificates', candidates: [candidate(subject)] }),
  (algorithm) => ({ _tag: 'UnsupportedAlgorithm', purpose: 'encryption', algorithm }),
  (fqdn) => ({ _tag: 'FrontEndNotKnownThen', fqdn }),
  (action) => ({ _tag: 'ConfirmationRequired', action }),
  (text) => ({
    _tag: 'InputNotUnderstood',
    problems: [{ field: 'type', problem: { _tag: 'RoleUnknown', text, allowed: ['Default'] } }],
    unknown: [text],
  }),
]

const findings: ReadonlyArray<(text: string) => Finding> = [
  (issuer) => ({ _tag: 'WeakChainSignature', severity: 'warning', issuer, signatureHash: issuer }),
  (lastIssuer) => ({ _tag: 'ChainIncomplete', severity: 'warning', lastIssuer }),
  (name) => ({ _tag: 'SipDomainMissing', severity: 'refused', sipDomains: [], names: [name, name] }),
]

const lines = (text: string): number => text.split('\n').length

describe('text from outside', () => {
  it('never steers the terminal, adds no line and stays short, whatever it holds', () => {
    for (const of of errors) {
      const expected = problemOf(of('plain'))
      fc.assert(
        fc.property(texts, (text) => {
          const { title, detail, remedy } = problemOf(of(text))
          expect(`${title}${detail}${remedy}`).not.toMatch(steering)
          expect(lines(detail)).toBe(lines(expected.detail))
          expect(lines(remedy)).toBe(1)
          expect(detail.length + remedy.length).toBeLessThan(60_000)
        }),
      )
    }
  })

  it('never steers the terminal from the names in a certificate', () => {
    for (const of of findings) {
      fc.assert(
        fc.property(texts, (text) => {
          expect(findingWords(of(text))).not.toMatch(steering)
          expect(lines(findingWords(of(text)))).toBe(1)
        }),
      )
    }
  })

  it('is shown as it is where it is harmless', () => {
    expect(problemOf({ _tag: 'FileUnreadable', path: '/srv/Zürich/証明書.pfx', reason: 'ENOENT' }).detail).toBe(
      '/srv/Zürich/証明書.pfx: no such file or directory (ENOENT).',
    )
  })

  it('keeps the end of a long path', () => {
    const path = `${'/directory'.repeat(50)}/server.pfx`
    expect(problemOf({ _tag: 'FileUnreadable', path, reason: 'ENOENT' }).detail).toContain('/server.pfx:')
  })
})
