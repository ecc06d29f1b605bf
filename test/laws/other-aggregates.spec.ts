import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CertificateCommand } from '../../domain/certificate/commands.js'
import { certificate } from '../../domain/certificate/decide.js'
import { certificateEvents, type CertificateEvent } from '../../domain/certificate/events.js'
import type { CertificateState } from '../../domain/certificate/state.js'
import { E } from '../../domain/prelude.js'
import { site, type SiteCommand } from '../../domain/site/decide.js'
import { SipDomain } from '../../domain/values/sip-domain.js'
import { Uuid } from '../../domain/values/uuid.js'
import { arbitraryOf } from '../support/arbitrary-of-codec.js'
import {
  destroyPrivateKey, importCertificate, readPrivateKey, recordCompromise, retireCertificate,
} from '../support/certificate-commands.js'
import { aChainLink, custodyOf } from '../support/certificates.js'
import { decoded } from '../support/decoded.js'
import { frozen } from '../support/frozen.js'
import { instant } from '../support/instants.js'
import { tokenSlot } from '../support/slot-builders.js'

const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-06-${String(number).padStart(2, '0')}`)
const use = fc.record({ inUse: fc.constantFrom([], [tokenSlot]), force: fc.boolean() })

const imports = fc
  .record({
    at: day,
    privateKey: fc.constantFrom(null, custodyOf('A'), custodyOf('A', 2)),
    chain: fc.constantFrom([], [aChainLink()], [aChainLink({ isSelfSigned: false }), aChainLink()]),
    force: fc.boolean(),
  })
  .map(({ at, ...overrides }) => importCertificate(at, overrides))

const arbitraryCommand: fc.Arbitrary<CertificateCommand> = fc.oneof(
  { arbitrary: imports, weight: 3 },
  { arbitrary: fc.tuple(day, use).map(([at, how]) => retireCertificate(at, how)), weight: 1 },
  { arbitrary: fc.tuple(day, use).map(([at, how]) => destroyPrivateKey(at, how)), weight: 2 },
  { arbitrary: fc.tuple(day, day).map(([since, at]) => recordCompromise(since, at)), weight: 1 },
  { arbitrary: day.map((at) => readPrivateKey(at)), weight: 1 },
)

const arbitraryEvents = fc.array(
  fc.oneof(
    ...Object.entries(certificateEvents).map(([type, codec]) =>
      arbitraryOf(codec).map((data) => ({ type, data }) as CertificateEvent),
    ),
  ),
  { maxLength: 8 },
)

type Decision = ReturnType<ReturnType<typeof certificate.decide>>
type Step = {
  readonly command: CertificateCommand
  readonly before: CertificateState
  readonly after: CertificateState
}

const inEveryStep = (check: (step: Step, decision: Decision) => void): void => {
  fc.assert(
    fc.property(fc.array(arbitraryCommand, { maxLength: 12, size: 'max' }), (commands) => {
      let before = certificate.initialState
      for (const command of commands) {
        const decision = certificate.decide(command)(before)
        const after = E.isRight(decision) ? decision.right.reduce(certificate.evolve, before) : before
        check({ command, before, after }, decision)
        before = after
      }
    }),
    { numRuns: 300 },
  )
}

describe('Commands to a certificate, in any order', () => {
  it('record nothing when repeated, but for the reading of its key', () => {
    inEveryStep(({ command, after }, decision) => {
      if (E.isLeft(decision)) return
      const repeated = certificate.decide(command)(after)
      expect(repeated).toEqual(command.type === 'ReadPrivateKey' ? decision : E.right([]))
    })
  })

  it('never change what they were given', () => {
    inEveryStep(({ command, before }, decision) => {
      const state = frozen(structuredClone(before))
      expect(certificate.decide(frozen(structuredClone(command)))(state)).toEqual(decision)
      expect(state).toEqual(before)
    })
  })

  it('never make it unknown again, and never forget its chain', () => {
    inEveryStep(({ before, after }) => {
      if (before._tag === 'Unknown') return
      expect(after).toMatchObject({ _tag: 'Known', facts: before.facts, der: before.der })
      if (after._tag === 'Known') expect(after.chain.length).toBeGreaterThanOrEqual(before.chain.length)
    })
  })
})

describe('A certificate', () => {
  it('is made of any sequence of events, known from its import on', () => {
    fc.assert(
      fc.property(arbitraryEvents, (events) => {
        const state = events.reduce((last, event) => certificate.evolve(last, frozen(event)), certificate.initialState)
        expect(state._tag).toBe(events.some(({ type }) => type === 'CertificateImported') ? 'Known' : 'Unknown')
      }),
    )
  })
})

describe('ConfigureSite, whatever is given', () => {
  const some = <A>(...all: ReadonlyArray<A>) => fc.option(fc.constantFrom(...all))
  const [contoso, fabrikam] = [decoded(SipDomain, 'contoso.com'), decoded(SipDomain, 'fabrikam.com')]
  const serviceName = decoded(Uuid, '00000002-0000-0ff1-ce00-000000000000')

  const arbitrarySettings: fc.Arbitrary<SiteCommand> = fc
    .record({
      sipDomains: some([], [contoso], [fabrikam, contoso], [contoso, contoso]),
      realm: some('contoso.com', 'realm.example'),
      serviceName: some(serviceName),
    })
    .map((settings) => ({ type: 'ConfigureSite', data: { ...settings, at: instant('2026-06-01') } }))

  it('records nothing when repeated, and holds what was given', () => {
    fc.assert(
      fc.property(fc.array(arbitrarySettings, { maxLength: 6 }), (commands) => {
        let state = site.initialState
        for (const command of commands) {
          const decision = site.decide(command)(frozen(state))
          if (E.isLeft(decision)) continue
          state = decision.right.reduce(site.evolve, state)
          expect(site.decide(command)(state)).toEqual(E.right([]))
          const { realm, sipDomains } = command.data
          if (realm !== null) expect(state?.realm).toBe(realm)
          if (command.data.serviceName !== null) expect(state?.serviceName).toBe(command.data.serviceName)
          if (sipDomains !== null) expect(state?.sipDomains).toEqual([...new Set(sipDomains)])
        }
      }),
    )
  })
})
