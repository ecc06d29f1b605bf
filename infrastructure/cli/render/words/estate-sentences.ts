import type { DomainEvent } from '../../../../domain/events.js'
import type { FactsReader } from './facts-reader.js'
import { spanWords, timeWords } from './time-words.js'

/** What happened, from the facts of projections/audit-summary.ts. */
export type Sentence = (facts: FactsReader) => string

type EstateType = Extract<
  DomainEvent,
  {
    readonly data:
      | { readonly fqdn: unknown }
      | { readonly subject: unknown }
      | { readonly unproved: unknown }
      | { readonly publicKey: unknown }
  }
>['type']

const time = (facts: FactsReader, name: string): string => timeWords(facts.text(name))

const timeOr = (facts: FactsReader, name: string, otherwise: string): string =>
  facts.textOrNull(name) === null ? otherwise : `until ${time(facts, name)}`

/** What is delivered where: the certificate, the slot and the front end. */
const delivery = (facts: FactsReader): string =>
  `${facts.text('thumbprint')} of ${facts.text('type')} at ${facts.text('identity')}, front end ${facts.text('fqdn')}`

const attempt = (facts: FactsReader): string => {
  const count = facts.number('attempt')
  return count === 1 ? '' : `, attempt ${String(count)}`
}

const requestedBecause: ReadonlyMap<string, string> = new Map([
  ['assigned', 'the slot changed'],
  ['registered', 'the front end was registered'],
  ['failed', 'the attempt before failed'],
  ['overdue', 'the attempt before was not proved in time'],
  ['invoked', 'on request'],
  ['drift', 'the store of the front end differs'],
])

const refusedBecause: ReadonlyMap<string, string> = new Map([
  ['alreadyCollected', 'it had been collected before'],
  ['abandoned', 'the delivery had been abandoned'],
  ['otherAttempt', 'it was not the present attempt'],
])

const words = (table: ReadonlyMap<string, string>, name: string): string => table.get(name) ?? name

const skew = (facts: FactsReader): string => {
  const ms = facts.number('clockSkewMs')
  if (Math.abs(ms) < 1_000) return 'its clock agrees with that of the ledger'
  return `its clock is ${spanWords(Math.abs(ms))} ${ms < 0 ? 'behind' : 'ahead'}`
}

const policies: ReadonlyMap<string, string> = new Map([
  ['hold', 'is put off by a day'],
  ['warn', 'takes effect with a warning'],
  ['proceed', 'takes effect'],
])

const served = (facts: FactsReader): string => {
  const endpoint = facts.textOrNull('served')
  return endpoint === null ? '' : `; ${endpoint} serves it`
}

const attempts: Sentence = (facts) => {
  const who = facts.textOrNull('subject') ?? 'somebody unknown'
  const from = facts.textOrNull('address')
  const count = facts.number('count')
  const times =
    count === 1
      ? ` on ${time(facts, 'lastAt')}`
      : ` ${String(count)} times from ${time(facts, 'firstAt')} to ${time(facts, 'lastAt')}`
  const where = from === null ? '' : ` from ${from}`
  return `Refused ${who}${where}${times}: ${facts.text('attempted')} (${facts.text('problem')})`
}

/** One sentence per event about front ends, deliveries, access, policies and the ledger itself. */
export const estateSentences: Readonly<Record<EstateType, Sentence>> = {
  FrontEndRegistered: (facts) => `Registered the front end ${facts.text('fqdn')}`,
  AgentInvited: (facts) => `Invited an agent for ${facts.text('fqdn')}, until ${time(facts, 'expiresAt')}`,
  EnrolmentRequested: (facts) =>
    `An agent on ${facts.text('machine')} asks to speak for ${facts.text('fqdn')}, ` +
    `fingerprint ${facts.text('fingerprint')}`,
  AgentEnrolled: (facts) =>
    `Enrolled the agent of ${facts.text('fqdn')} on ${facts.text('machine')}, ` +
    `fingerprint ${facts.text('fingerprint')}`,
  EnrolmentDeclined: (facts) =>
    `Declined the agent of ${facts.text('fqdn')} with fingerprint ${facts.text('fingerprint')}`,
  AgentKeysReplaced: (facts) =>
    `The agent of ${facts.text('fqdn')} replaced its keys, fingerprint ${facts.text('fingerprint')}`,
  AgentStarted: (facts) => `The agent of ${facts.text('fqdn')} started (${facts.text('version')}); ${skew(facts)}`,
  IdentityConflictSeen: (facts) =>
    facts.text('because') === 'otherMachine'
      ? `The identity of ${facts.text('fqdn')} was used on another machine, ${facts.text('machine')}`
      : `Two processes use the identity of ${facts.text('fqdn')}`,
  ClockSkewSeen: (facts) => `The agent of ${facts.text('fqdn')}: ${skew(facts)}`,
  FrontEndDecommissioned: (facts) => `Decommissioned the front end ${facts.text('fqdn')}`,
  ReplicationRequested: (facts) =>
    `Asked for the delivery of ${delivery(facts)}${attempt(facts)}: ` +
    words(requestedBecause, facts.text('because')),
  KeyCollected: (facts) =>
    `Handed out ${delivery(facts)}, sealed to ${facts.text('sealedTo')}, to be opened until ` +
    `${time(facts, 'expiresAt')}${attempt(facts)}`,
  CollectionRefused: (facts) =>
    `Refused to hand out ${delivery(facts)} again: ${words(refusedBecause, facts.text('because'))}`,
  CertificateInstalled: (facts) => `Installed ${delivery(facts)}, on ${time(facts, 'installedAt')}`,
  PossessionProved: (facts) => `Proved ${delivery(facts)}, on ${time(facts, 'provedAt')}${served(facts)}`,
  InstallationFailed: (facts) => `Could not install ${delivery(facts)}: ${facts.text('reason')}`,
  ReplicationAbandoned: (facts) => `Gave up the delivery of ${delivery(facts)}: it is no longer meant`,
  StoreObserved: (facts) =>
    `Saw the store of ${facts.text('fqdn')}: ${String(facts.number('entries'))} entries, ` +
    `on ${time(facts, 'observedAt')}`,
  DriftAccepted: (facts) =>
    `Accepted that ${facts.text('role')} at ${facts.text('fqdn')} differs: ${facts.text('kind')}`,
  AccessGranted: (facts) =>
    `Granted ${facts.text('subject')} access as ${facts.texts('roles').join(', ')}, ` +
    timeOr(facts, 'expiresAt', 'without end'),
  TokenRotated: (facts) =>
    `Rotated the token of ${facts.text('subject')}, ${timeOr(facts, 'expiresAt', 'without end')}; ` +
    `the one before holds until ${time(facts, 'formerUntil')}`,
  AccessRevoked: (facts) => `Revoked the access of ${facts.text('subject')}`,
  AttemptsRefused: attempts,
  RollPolicySet: (facts) =>
    `A roll of ${facts.text('type')} at ${facts.text('identity')} that is not proved everywhere ` +
    words(policies, facts.text('unproved')),
  SigningKeyCreated: (facts) => `Made the key that the ledger signs with, ${facts.text('publicKey')}`,
}
