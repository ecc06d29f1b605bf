import { t } from '../../../../domain/prelude.js'
import { listed } from '../../../wording/printable.js'
import { line, type Line } from '../layout/block.js'
import { datedWords, timeWords } from '../words/time-words.js'

const Difference = t.type({
  kind: t.string,
  place: t.union([t.string, t.null]),
  file: t.union([t.string, t.null]),
  since: t.string,
  pending: t.boolean,
  accepted: t.boolean,
})
type Difference = t.TypeOf<typeof Difference>

/** What was seen of a slot on a front end. */
export const ObservedShown = t.type({
  fqdn: t.string,
  reportedAt: t.string,
  thumbprint: t.union([t.string, t.null]),
  differences: t.readonlyArray(Difference),
})
type ObservedShown = t.TypeOf<typeof ObservedShown>

const MOST_LINES = 20

const differenceWords = (at: string) => ({ kind, place, file, since, pending, accepted }: Difference): string => {
  const standing = accepted ? ', accepted' : pending ? ', perhaps a mere delay' : ''
  return `${kind} (${place ?? file ?? ''}) since ${datedWords(since, at)}${standing}`
}

const differingLine = (at: string) => ({ fqdn, differences, thumbprint, reportedAt }: ObservedShown): Line => {
  const settled = differences.every(({ pending, accepted }) => pending || accepted)
  const inForce = thumbprint === null ? 'nothing readable in force' : `${thumbprint} in force`
  const words = `${listed(differences.map(differenceWords(at)))}; ${inForce}, reported ${timeWords(reportedAt)}`
  return line(`Seen on ${fqdn}: ${words}`, settled ? 'plain' : 'warning', 2)
}

/** What the front ends were seen to hold: those that hold what is intended in one line, the others one by one. */
export const observedLines = (observed: ReadonlyArray<ObservedShown>, at: string): ReadonlyArray<Line> => {
  const differing = observed.filter(({ differences }) => differences.length > 0)
  const intended = observed.filter(({ differences }) => differences.length === 0)
  const more = differing.length - MOST_LINES
  return [
    ...(intended.length === 0
      ? []
      : [line(`Seen as intended on ${listed(intended.map(({ fqdn }) => fqdn))}.`, 'good', 2)]),
    ...differing.slice(0, MOST_LINES).map(differingLine(at)),
    ...(more > 0 ? [line(`Seen otherwise on ${more} more: certledger drift list`, 'warning', 2)] : []),
  ]
}
