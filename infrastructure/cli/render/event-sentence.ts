import type { DomainEvent } from '../../../domain/events.js'
import { estateSentences, type Sentence } from './words/estate-sentences.js'
import { factsReader, type FactsReader } from './words/facts-reader.js'
import { spanWords, timeWords } from './words/time-words.js'

/** An event as answers name it: its type, and the facts of projections/audit-summary.ts. */
export type SummarisedEvent = { readonly type: string; readonly summary: Readonly<Record<string, unknown>> }

const time = (facts: FactsReader, name: string): string => timeWords(facts.text(name))

const slot = (facts: FactsReader): string => `${facts.text('type')} at ${facts.text('identity')}`

/** The thumbprint, whole, and the subject where it is known. */
const certificate = (facts: FactsReader): string => {
  const subject = facts.textOrNull('subject')
  return subject === null ? facts.text('thumbprint') : `${facts.text('thumbprint')} (${subject})`
}

const forced = (facts: FactsReader): string => {
  const overridden = facts.texts('overridden')
  return overridden.length === 0 ? '' : `; --force overrode ${overridden.join(', ')}`
}

const imported: Sentence = (facts) => {
  const key = facts.flag('hasPrivateKey') ? 'with its private key' : 'without a private key'
  const fileName = facts.textOrNull('fileName')
  const source = fileName === null ? '' : `, from ${fileName}`
  return `Imported certificate ${certificate(facts)}, valid until ${time(facts, 'notAfter')}, ${key}${source}`
}

const cancelledBecause: ReadonlyMap<string, string> = new Map([
  ['requested', 'on request'],
  ['superseded', 'another roll took its place'],
  ['assigned', 'a certificate was assigned at once'],
  ['rolledBack', 'the slot was rolled back'],
  ['removed', 'the assignment was removed'],
])

const cancelled: Sentence = (facts) => {
  const because = facts.text('because')
  return `Cancelled the roll of ${slot(facts)} to ${certificate(facts)}: ${cancelledBecause.get(because) ?? because}`
}

const activated: Sentence = (facts) =>
  `The roll of ${slot(facts)} to ${certificate(facts)} took effect on ${time(facts, 'effectiveAt')}; ` +
  `put on record ${spanWords(facts.number('latenessMs'))} later`

const corrected: Sentence = (facts) => {
  const held = facts.textOrNull('thumbprint') === null ? 'nothing' : certificate(facts)
  const until = facts.textOrNull('validTo') === null ? 'until the next change' : `until ${time(facts, 'validTo')}`
  return `Corrected ${slot(facts)}: it held ${held} from ${time(facts, 'validFrom')} ${until}`
}

const site: Sentence = (facts) =>
  `Configured the site: SIP domains ${facts.texts('sipDomains').join(', ')}; realm ${facts.text('realm')}; ` +
  `service name ${facts.text('serviceName')}`

/** One sentence per event type; a type without one does not compile. */
const sentences: Readonly<Record<DomainEvent['type'], Sentence>> = {
  ...estateSentences,
  CertificateImported: imported,
  PrivateKeyImported: (facts) => `Imported the private key of ${certificate(facts)}${forced(facts)}`,
  ChainCompleted: (facts) => `Completed the chain of ${certificate(facts)}`,
  CertificateRetired: (facts) => `Took certificate ${certificate(facts)} out of service${forced(facts)}`,
  CompromiseRecorded: (facts) =>
    `Recorded that the private key of ${certificate(facts)} may be known to others since ${time(facts, 'since')}`,
  PrivateKeyRead: (facts) => `Read the private key of ${certificate(facts)} for ${facts.text('purpose')}`,
  PrivateKeyDestroyed: (facts) => `Destroyed the private key of ${certificate(facts)}${forced(facts)}`,
  CertificateAssigned: (facts) =>
    `Assigned ${certificate(facts)} to ${slot(facts)}, from ${time(facts, 'effectiveFrom')} on${forced(facts)}`,
  RollScheduled: (facts) =>
    `Staged ${certificate(facts)} for ${slot(facts)}, from ${time(facts, 'effectiveAt')} on${forced(facts)}`,
  RollRescheduled: (facts) =>
    `Moved the roll of ${slot(facts)} to ${certificate(facts)} from ${time(facts, 'formerlyAt')} to ` +
    `${time(facts, 'effectiveAt')}${forced(facts)}`,
  RollCancelled: cancelled,
  RollActivated: activated,
  RolledBack: (facts) =>
    `Rolled ${slot(facts)} back from ${facts.text('from')} to ${certificate(facts)}${forced(facts)}`,
  AssignmentRemoved: (facts) => `Removed ${certificate(facts)} from ${slot(facts)}${forced(facts)}`,
  PreviousRemoved: (facts) => `Removed the previous certificate ${certificate(facts)} from ${slot(facts)}`,
  AssignmentCorrected: corrected,
  SiteConfigured: site,
}

const isKnown = (type: string): type is DomainEvent['type'] => Object.hasOwn(sentences, type)

/**
 * What happened, in a sentence without its end and without who did it: the one place with words for events. Thumbprints
 * are whole. An event of a later version, whose type is not known here, is told by its type and facts.
 */
export const eventSentence = ({ type, summary }: SummarisedEvent): string =>
  isKnown(type) ? sentences[type](factsReader(summary)) : `${type} ${JSON.stringify(summary)}`
