import { grantAccess, revokeAccess, rotateToken } from './access.js'
import { acceptDrift } from './accept-drift.js'
import { assignCertificate } from './assign-certificate.js'
import type { Command } from './command.js'
import { configureSite } from './configure-site.js'
import { correctAssignment } from './correct-assignment.js'
import { decommissionFrontEnd } from './decommission-front-end.js'
import { confirmEnrolment, declineEnrolment } from './enrolments.js'
import { exportCertificate } from './export-certificate.js'
import { importCertificate } from './import-certificate.js'
import { inviteAgent } from './invite-agent.js'
import { destroyPrivateKey, recordCompromise, retireCertificate } from './private-keys.js'
import { registerFrontEnd } from './register-front-end.js'
import { removeAssignment } from './remove-assignment.js'
import { replicateToFrontEnd } from './replicate-to-front-end.js'
import { rollBack } from './roll-back.js'
import { cancelRoll, rescheduleRoll } from './rolls.js'
import { setRollPolicy } from './set-roll-policy.js'

/** Every command that a person or program can send, by name. Faces and reference documents are derived from it. */
export const commands = {
  ImportCertificate: importCertificate,
  AssignCertificate: assignCertificate,
  RescheduleRoll: rescheduleRoll,
  CancelRoll: cancelRoll,
  RollBack: rollBack,
  RemoveAssignment: removeAssignment,
  CorrectAssignment: correctAssignment,
  ExportCertificate: exportCertificate,
  DestroyPrivateKey: destroyPrivateKey,
  RetireCertificate: retireCertificate,
  RecordCompromise: recordCompromise,
  ConfigureSite: configureSite,
  RegisterFrontEnd: registerFrontEnd,
  InviteAgent: inviteAgent,
  ConfirmEnrolment: confirmEnrolment,
  DeclineEnrolment: declineEnrolment,
  DecommissionFrontEnd: decommissionFrontEnd,
  SetRollPolicy: setRollPolicy,
  ReplicateToFrontEnd: replicateToFrontEnd,
  AcceptDrift: acceptDrift,
  GrantAccess: grantAccess,
  RotateToken: rotateToken,
  RevokeAccess: revokeAccess,
} as const satisfies Readonly<Record<string, Command>>

export type CommandName = keyof typeof commands
