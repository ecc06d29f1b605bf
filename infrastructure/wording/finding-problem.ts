import type { Finding, Severity } from '../../domain/certificate/finding.js'
import type { Slot } from '../../domain/values/slot.js'
import { factsOf, type Facts } from './facts.js'
import { findingWords } from './finding-words.js'

/** A finding as every face shows it; `slot` is among the facts where one of several is concerned. */
export type FindingProblem = {
  readonly type: Finding['_tag']
  readonly severity: Severity
  readonly detail: string
  readonly facts: Facts
}

/** A finding with its words and facts. */
export const findingProblem = ({ severity, ...finding }: Finding & { readonly slot?: Slot }): FindingProblem => ({
  type: finding._tag,
  severity,
  detail: findingWords({ ...finding, severity }),
  facts: factsOf(finding),
})
