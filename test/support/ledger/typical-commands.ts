import type { CommandName } from '../../../application/commands/catalogue.js'
import { handMadeInstall } from './hand-made.js'
import type { Sent } from './memory-ledger.js'
import type { OnRecord } from './told-by-agents.js'
import {
  acceptingDrift,
  assigning, askedAs, cancelling, compromising, configuring, confirming, correcting, declining, decommissioning,
  destroying, exporting, granting, importing, importingInto, inviting, password, printOf, registering, removing,
  replicating, rescheduling, retiring, revoking, rolling, rollingBack, rotating, settingPolicy,
} from './sends.js'
import { waitingAgent, waitingFingerprint } from './waiting-agent.js'

/** Commands that lead to a situation, and one that is accepted in it and records something. */
export type Typical = {
  /** What agents said before; it comes first. */
  readonly onRecord?: ReadonlyArray<OnRecord>
  readonly earlier: ReadonlyArray<Sent>
  readonly sent: Sent
}

const token = 'OAuthTokenIssuer@global'
const inForce = [importing('A'), importing('B'), assigning('A', token)]
const staged = [...inForce, rolling('B', token, '2026-07-01')]
const correction = { thumbprint: printOf('B'), from: '2026-03-01', to: '2026-04-01' }

/** The password of every file in these commands, in and out. */
export const filePassword = 'Käsekuchen-4711'

const locked = { name: 'A', password: filePassword }

/** One use of every command of the catalogue; a command without one does not compile. */
export const typicalCommands: Readonly<Record<CommandName, Typical>> = {
  ImportCertificate: { earlier: [], sent: importingInto(locked, token, { password: password(filePassword) }) },
  AssignCertificate: { earlier: [importing('A')], sent: assigning('A', token) },
  RescheduleRoll: { earlier: staged, sent: rescheduling(token, '2026-08-01') },
  CancelRoll: { earlier: staged, sent: cancelling(token) },
  RollBack: { earlier: [...inForce, assigning('B', token)], sent: rollingBack(token) },
  RemoveAssignment: { earlier: inForce, sent: removing(token, { force: true }) },
  CorrectAssignment: { earlier: inForce, sent: correcting(token, correction) },
  ExportCertificate: { earlier: inForce, sent: exporting('A', filePassword) },
  DestroyPrivateKey: { earlier: inForce, sent: destroying('B') },
  RetireCertificate: { earlier: inForce, sent: retiring('B') },
  RecordCompromise: { earlier: inForce, sent: compromising('A') },
  ConfigureSite: { earlier: [], sent: configuring({ sipDomains: ['contoso.com'] }) },
  RegisterFrontEnd: { earlier: [], sent: registering() },
  InviteAgent: { earlier: [registering()], sent: inviting() },
  ConfirmEnrolment: { onRecord: waitingAgent, earlier: [], sent: confirming(waitingFingerprint) },
  DeclineEnrolment: { onRecord: waitingAgent, earlier: [], sent: declining() },
  DecommissionFrontEnd: { earlier: [registering()], sent: decommissioning() },
  SetRollPolicy: { earlier: [], sent: settingPolicy(token, 'hold') },
  GrantAccess: { earlier: [], sent: granting('alice', 'administrator') },
  RotateToken: { earlier: [granting('alice', 'administrator')], sent: rotating('alice') },
  RevokeAccess: {
    earlier: [granting('alice', 'administrator'), granting('bob', 'auditor')],
    sent: revoking('bob'),
  },
  AcceptDrift: { onRecord: handMadeInstall, earlier: [], sent: acceptingDrift() },
  ReplicateToFrontEnd: { earlier: [...inForce, registering()], sent: replicating() },
}

/** Why, and under which ticket: `CorrectAssignment` needs a reason anyway. */
export const withReason = (sent: Sent): Sent => askedAs(sent, { reason: 'quarterly renewal', ticket: 'CHG-10472' })
