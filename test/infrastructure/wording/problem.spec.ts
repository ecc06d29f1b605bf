import { describe, expect, expectTypeOf, it } from 'vitest'
import type { AccessError } from '../../../application/access/access-error.js'
import type { AgentError } from '../../../application/agents/agent-error.js'
import type { AgentFault } from '../../../application/agents/agent-fault.js'
import type { SessionError } from '../../../infrastructure/system/session.js'
import { exitCodes } from '../../../infrastructure/wording/exit-codes.js'
import type { FaceError } from '../../../infrastructure/wording/face-error.js'
import { problemOf, type SpokenError } from '../../../infrastructure/wording/problem.js'
import type { ServerError } from '../../../infrastructure/wording/server-error.js'
import { errorSamples } from './error-samples.js'
import { assignmentSamples } from './error-samples/assignment.js'
import { faceSamples } from './error-samples/face.js'
import { fileSamples } from './error-samples/file.js'
import { fqdn, thumbprint } from './facts-of-samples.js'
import { unknownIn } from './known-commands.js'

const samples: ReadonlyArray<SpokenError> = Object.values(errorSamples).flat()
const numbered = samples.map((error, index) => ({ tag: error._tag, number: index + 1, error }))
const stray = /undefined|\bnull\b|NaN|\[object|=>|Infinity/

const refusal = assignmentSamples.CertificateNotAcceptable

describe('the words for an error', () => {
  it('take every error of a session, and every error of a face', () => {
    expectTypeOf<SessionError>().toExtend<SpokenError>()
    expectTypeOf<FaceError>().toExtend<SpokenError>()
    type Others = AccessError | AgentError | AgentFault | ServerError
    expectTypeOf<SpokenError>().toExtend<SessionError | FaceError | Others>()
  })

  it.each(numbered)('say of $tag ($number) what was wrong, what was found and what to do', ({ error }) => {
    const { type, title, detail, remedy } = problemOf(error)
    expect(type).toBe(error._tag)
    expect(title).toMatch(/^[A-Z][^.\n]{4,70}[^.\s]$/)
    expect(detail).toMatch(/^\S[\s\S]*(\.|\n- [^\n]+)$/)
    expect(remedy).toMatch(/^[A-Z`][^\n]*[.?]$/)
    for (const words of [title, detail, remedy]) expect(words).not.toMatch(stray)
  })

  it.each(numbered)('end $tag ($number) with a documented exit code and an HTTP status of an error', ({ error }) => {
    const { exitCode, httpStatus } = problemOf(error)
    const never: ReadonlyArray<number> = [exitCodes.fine, exitCodes.warningFound, exitCodes.criticalFound]
    expect(Object.values(exitCodes)).toContain(exitCode)
    expect(never).not.toContain(exitCode)
    expect(httpStatus).toBeGreaterThanOrEqual(400)
    expect(httpStatus).toBeLessThan(600)
  })

  it.each(numbered)('give the facts of $tag ($number) as JSON that hides no member of a problem', ({ error }) => {
    const { facts } = problemOf(error)
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
    const members = ['type', 'title', 'detail', 'remedy', 'exitCode', 'httpStatus', 'status', 'instance', '_tag']
    for (const member of members) expect(facts).not.toHaveProperty([member])
  })

  it('name only commands and options that exist', () => {
    for (const error of samples) {
      const { detail, remedy } = problemOf(error)
      if (error._tag !== 'UnknownOption') expect(unknownIn(`${detail}\n${remedy}`)).toEqual([])
    }
  })

  it('keep title and ending the same at every occurrence of a type', () => {
    for (const [first, ...others] of Object.values(errorSamples)) {
      const { title, exitCode, httpStatus } = problemOf(first)
      for (const other of others) expect(problemOf(other)).toMatchObject({ title, exitCode, httpStatus })
    }
  })

  it('give no two types the same title', () => {
    const titles = Object.values(errorSamples).map(([first]) => problemOf(first).title)
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
  })
})

describe('a refused certificate', () => {
  it('lists every finding', () => {
    expect(problemOf(refusal[0]).detail.split('\n')).toEqual([
      `${thumbprint} was not accepted in OAuthTokenIssuer@global:`,
      '- The key has 1024 bits; OAuthTokenIssuer needs at least 2048.',
      '- The certificate is signed with SHA-1, which is no longer safe.',
    ])
  })

  it('offers force only where force helps', () => {
    const forceable = Object.values(assignmentSamples)
      .flat()
      .flatMap((error) => ('forceable' in error ? [error] : []))
    expect(forceable.map(({ forceable: helps }) => helps).toSorted()).toEqual([false, false, true, true])
    for (const error of forceable) {
      expect(problemOf(error).remedy.includes('`--force --reason "…"`')).toBe(error.forceable)
    }
  })

  it('hands the findings out as facts, each with its type, weight, words and facts', () => {
    expect(problemOf(refusal[0]).facts).toEqual({
      slot: 'OAuthTokenIssuer@global',
      thumbprint,
      forceable: false,
      findings: [
        {
          type: 'KeyTooShort',
          severity: 'forbidden',
          detail: 'The key has 1024 bits; OAuthTokenIssuer needs at least 2048.',
          role: 'OAuthTokenIssuer',
          keySize: 1024,
          requiredKeySize: 2048,
        },
        {
          type: 'WeakSignature',
          severity: 'refused',
          detail: 'The certificate is signed with SHA-1, which is no longer safe.',
          signatureHash: 'SHA-1',
        },
      ],
    })
  })
})

describe('input that was not understood', () => {
  const { detail, facts } = problemOf(errorSamples.InputNotUnderstood[0])

  it('names each option as the command line spells it, and the accepted forms', () => {
    expect(detail.split('\n')).toEqual([
      '--effective-date: "7/1/2026" is not understood as a date. Accepted: RFC 3339 with an offset ' +
        '(2026-07-01T09:00:00Z) or a plain date, which means 00:00 UTC (2026-07-01).',
      '--path: A value is needed.',
      '--colour: No parameter has this name.',
    ])
  })

  it('names each field in the facts as a program sent it', () => {
    expect(facts).toMatchObject({
      problems: [
        { field: 'effectiveDate', type: 'DateNotUnderstood', text: '7/1/2026', because: 'form' },
        { field: 'file', type: 'Missing', detail: 'A value is needed.' },
      ],
      unknown: ['colour'],
    })
  })
})

describe('facts', () => {
  it('write a slot as its name', () => {
    expect(problemOf(errorSamples.CertificateInUse[0]).facts).toEqual({
      thumbprint,
      slots: ['OAuthTokenIssuer@global', `Default@${fqdn}`],
    })
  })

  it('call the fault of a damaged file by a name that leaves room for the detail', () => {
    expect(problemOf(errorSamples.FileCorrupt[0])).toMatchObject({
      detail: 'It looks like PKCS#12, but the contents are malformed.',
      facts: { format: 'PKCS#12', fault: 'the contents are malformed' },
    })
  })
})

describe('words for people', () => {
  it.each<readonly [SpokenError, string]>([
    [
      errorSamples.EffectiveDateNotInFuture[0],
      'OAuthTokenIssuer@global was to change on 2026-11-01 00:00 UTC; now is 2026-12-01 09:30:15 UTC.',
    ],
    [errorSamples.LogUnavailable[0], '/srv/ledger/log.sqlite: permission denied (EACCES).'],
    [errorSamples.FileTooLarge[0], 'It has 2.9 MiB; the limit is 1 MiB.'],
    [
      errorSamples.LimitExceeded[0],
      'It asks for 2,000,000,000 iterations of key derivation; the limit is 5,000,000 iterations of key derivation.',
    ],
    [
      errorSamples.ExactlyOneOf[0],
      'Either --thumbprint or --nobody is needed, and not more than one of them.',
    ],
    [errorSamples.NoCertificate[0], 'The PEM file holds 1 private key, but no certificate.'],
  ])('use the units that people use (%#)', (error, expected) => {
    expect(problemOf(error).detail).toBe(expected)
  })

  it('show at most twenty candidates and count the rest', () => {
    const { detail } = problemOf(fileSamples.SeveralCertificates[1])
    expect(detail.split('\n')).toHaveLength(22)
    expect(detail).toMatch(/\n- and 40 more$/)
  })

  it('suggest what was probably meant, and otherwise where to look', () => {
    expect(problemOf(faceSamples.UnknownOption[0]).remedy).toBe('Did you mean --thumbprint?')
    expect(problemOf(faceSamples.UnknownOption[1]).remedy).toBe(
      '`certledger certificate set --help` shows how it is used.',
    )
  })
})
