import type { Finding, Severity } from '../../domain/certificate/finding.js'
import type { Slot } from '../../domain/values/slot.js'
import type { ToldFinding } from '../shared/told-by-server.js'
import { factsOf, type Facts } from './facts.js'
import { findingWords } from './finding-words.js'
import { plain } from './plain.js'

/** A finding as every face shows it; `slot` is among the facts where one of several is concerned. */
export type FindingProblem = {
  readonly type: string
  readonly severity: Severity
  readonly detail: string
  readonly facts: Facts
}

type Found = Finding & { readonly slot?: Slot }

const worded = ({ severity, ...finding }: Found): FindingProblem => ({
  type: finding._tag,
  severity,
  detail: findingWords({ ...finding, severity }),
  facts: factsOf(finding),
})

/** A finding with its words and facts; one that a server told has its words already. */
export const findingProblem = (finding: Found | ToldFinding): FindingProblem => {
  if (finding._tag !== 'ToldByServer') return worded(finding)
  const { type, severity, detail, facts } = finding
  return { type, severity, detail, facts: plain(facts) }
}
