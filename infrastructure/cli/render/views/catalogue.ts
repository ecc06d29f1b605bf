import type { AnswerKind, Answers } from '../../../wording/answer-kind.js'
import { commandView } from './command.js'
import { diffView } from './diff.js'
import { doctorView } from './doctor.js'
import { expiringView } from './expiring.js'
import { getCertificateView } from './get-certificate.js'
import { listAccessView } from './list-access.js'
import { listCertificatesView } from './list-certificates.js'
import { listDriftView } from './list-drift.js'
import { listFrontEndsView } from './list-front-ends.js'
import { listRollsView } from './list-rolls.js'
import { logView } from './log.js'
import { replicationStatusView } from './replication-status.js'
import { rollEvidenceView } from './roll-evidence.js'
import { showCertificateView } from './show-certificate.js'
import { showFrontEndView } from './show-front-end.js'
import { showSiteView } from './show-site.js'
import type { View } from './view.js'
import { whyView } from './why.js'

/** What each kind of answer looks like; one without a view does not compile. */
export const views: { readonly [K in AnswerKind]: View<Answers[K]> } = {
  GetCertificate: getCertificateView,
  ListCertificates: listCertificatesView,
  ShowCertificate: showCertificateView,
  ListRolls: listRollsView,
  Expiring: expiringView,
  ShowSite: showSiteView,
  ListFrontEnds: listFrontEndsView,
  ShowFrontEnd: showFrontEndView,
  ReplicationStatus: replicationStatusView,
  RollEvidence: rollEvidenceView,
  ListDrift: listDriftView,
  ListAccess: listAccessView,
  Log: logView,
  Diff: diffView,
  Why: whyView,
  Command: commandView,
  Doctor: doctorView,
}
