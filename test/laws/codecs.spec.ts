import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { domainEvents } from '../../domain/events.js'
import { canonicalJson } from '../../domain/log/canonical-json.js'
import { E, t } from '../../domain/prelude.js'
import { Actor, Origin } from '../../domain/values/actor.js'
import { CertificateRole } from '../../domain/values/certificate-role.js'
import { KeyAlgorithm } from '../../domain/values/key-algorithm.js'
import { Position } from '../../domain/values/position.js'
import { Scope } from '../../domain/values/scope.js'
import { SipDomain } from '../../domain/values/sip-domain.js'
import { SubjectAlternativeName } from '../../domain/values/subject-alternative-name.js'
import { eventTypes } from '../support/arbitrary-events.js'
import { arbitraryOf } from '../support/arbitrary-of-codec.js'

/** Through the stored text and back. */
const stored = (codec: t.Mixed, value: unknown): unknown => {
  const text = canonicalJson(codec.encode(value) as Parameters<typeof canonicalJson>[0])
  const decoded = codec.decode(JSON.parse(text))
  return E.isRight(decoded) ? decoded.right : decoded
}

const values: ReadonlyArray<readonly [string, t.Mixed]> = [
  ['Actor', Actor],
  ['CertificateRole', CertificateRole],
  ['KeyAlgorithm', KeyAlgorithm],
  ['Origin', Origin],
  ['Position', Position],
  ['Scope', Scope],
  ['SipDomain', SipDomain],
  ['SubjectAlternativeName', SubjectAlternativeName],
]

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const without = (value: unknown, name: string): unknown =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([member]) => member !== name)) : value

const membersOf = (codec: t.Mixed): ReadonlyArray<string> =>
  codec instanceof t.InterfaceType && isRecord(codec.props) ? Object.keys(codec.props) : []

describe('The content of every event', () => {
  it.each(eventTypes)('of type %s survives its stored form', (type) => {
    const codec = domainEvents[type]
    fc.assert(fc.property(arbitraryOf(codec), (content) => { expect(stored(codec, content)).toEqual(content) }))
  })

  it.each(eventTypes)('of type %s is not accepted with a member missing or of another kind', (type) => {
    const codec = domainEvents[type]
    expect(membersOf(codec).length).toBeGreaterThan(0)
    fc.assert(
      fc.property(arbitraryOf(codec), fc.constantFrom(...membersOf(codec)), (content, name) => {
        expect(codec.is(without(content, name))).toBe(false)
        expect(codec.is({ ...(isRecord(content) ? content : {}), [name]: { no: 'such thing' } })).toBe(false)
      }),
    )
  })
})

describe('A value', () => {
  it.each(values)('%s survives its stored form', (_name, codec) => {
    fc.assert(fc.property(arbitraryOf(codec), (value) => { expect(stored(codec, value)).toEqual(value) }))
  })
})

describe('The names of events, which are the storage format,', () => {
  it('are these, and none is ever renamed', () => {
    expect(eventTypes.toSorted()).toEqual([
      'AccessGranted', 'AccessRevoked', 'AgentEnrolled', 'AgentInvited', 'AgentKeysReplaced', 'AgentStarted',
      'AssignmentCorrected', 'AssignmentRemoved', 'AttemptsRefused', 'CertificateAssigned', 'CertificateImported',
      'CertificateInstalled', 'CertificateRetired', 'ChainCompleted', 'ClockSkewSeen', 'CollectionRefused',
      'CompromiseRecorded', 'DriftAccepted', 'EnrolmentDeclined', 'EnrolmentRequested', 'FrontEndDecommissioned',
      'FrontEndRegistered', 'IdentityConflictSeen', 'InstallationFailed', 'KeyCollected', 'PossessionProved',
      'PreviousRemoved', 'PrivateKeyDestroyed', 'PrivateKeyImported', 'PrivateKeyRead', 'ReplicationAbandoned',
      'ReplicationRequested', 'RollActivated', 'RollCancelled', 'RollPolicySet', 'RollRescheduled', 'RollScheduled',
      'RolledBack', 'SigningKeyCreated', 'SiteConfigured', 'StoreObserved', 'TokenRotated',
    ])
  })
})
