import type { AnswerKind } from './answer-kind.js'
import { isRecord, type Plain, type PlainRecord } from './plain.js'

/** The member of an answer that holds its items: a list, or one item alone. */
const itemsIn: Readonly<Record<AnswerKind, string>> = {
  GetCertificate: 'slots',
  ListCertificates: 'certificates',
  ShowCertificate: 'certificate',
  ListRolls: 'rolls',
  Expiring: 'expiring',
  ShowSite: 'site',
  ListFrontEnds: 'frontEnds',
  ShowFrontEnd: 'frontEnd',
  ReplicationStatus: 'replicas',
  RollEvidence: 'rolls',
  ListDrift: 'drift',
  ListAccess: 'access',
  Log: 'entries',
  Diff: 'differences',
  Why: 'slots',
  Command: 'events',
  Doctor: 'checks',
}

/** The name of that member. */
export const itemsMember = (kind: AnswerKind): string => itemsIn[kind]

const isList = (value: Plain | undefined): value is ReadonlyArray<Plain> => Array.isArray(value)

/** The list that an answer is, item by item. */
export const itemsOf = (kind: AnswerKind, document: PlainRecord): ReadonlyArray<PlainRecord> => {
  const held = document[itemsIn[kind]]
  return (isList(held) ? held : [held]).filter(isRecord)
}

/** The moment that an answer is about, to stand beside each of its items. */
export const asOf = ({ position, at, knownAt }: PlainRecord): PlainRecord => ({
  position: position ?? null,
  at: at ?? null,
  knownAt: knownAt ?? null,
})
