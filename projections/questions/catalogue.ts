import { diff } from './diff.js'
import { expiring } from './expiring.js'
import { getCertificate } from './get-certificate.js'
import { listAccess } from './list-access.js'
import { listCertificates } from './list-certificates.js'
import { listDrift } from './list-drift.js'
import { listFrontEnds } from './list-front-ends.js'
import { listRolls } from './list-rolls.js'
import { log } from './log.js'
import { replicationStatus } from './replication-status.js'
import { rollEvidence } from './roll-evidence.js'
import { showCertificate } from './show-certificate.js'
import { showFrontEnd } from './show-front-end.js'
import { showSite } from './show-site.js'
import { why } from './why.js'

/** Every question that a person or program can ask, by name. Faces and reference documents are derived from it. */
export const questions = {
  GetCertificate: getCertificate,
  ListCertificates: listCertificates,
  ShowCertificate: showCertificate,
  ListRolls: listRolls,
  Expiring: expiring,
  ShowSite: showSite,
  ListFrontEnds: listFrontEnds,
  ShowFrontEnd: showFrontEnd,
  ReplicationStatus: replicationStatus,
  RollEvidence: rollEvidence,
  ListDrift: listDrift,
  ListAccess: listAccess,
  Log: log,
  Diff: diff,
  Why: why,
} as const

export type QuestionName = keyof typeof questions
