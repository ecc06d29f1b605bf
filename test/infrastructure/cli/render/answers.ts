import { finding } from '../../../../domain/certificate/finding.js'
import { assignmentStream, certificateStream } from '../../../../domain/streams.js'
import { secretOf } from '../../../../application/ports/secret.js'
import { SipDomain } from '../../../../domain/values/sip-domain.js'
import { Position } from '../../../../domain/values/position.js'
import { TokenId } from '../../../../domain/values/token-digest.js'
import type { AnswerKind, Answers } from '../../../../infrastructure/wording/answer-kind.js'
import { summaryOf } from '../../../../projections/audit-summary.js'
import { render } from '../../../../infrastructure/cli/render/render.js'
import type { Format } from '../../../../infrastructure/cli/render/format.js'
import { decoded } from '../../../support/decoded.js'
import { instant } from '../../../support/instants.js'
import { accessStory } from './access-story.js'
import { answerFrom, asked } from './asked.js'
import { frontEndStory } from './front-end-story.js'
import { driftStory } from './drift-story.js'
import { replicationStory } from './replication-story.js'
import { frontEnd2026, idOf, now, oauth, oauth2026, refOf, story } from './story.js'

const at = (position: number) => ({ position: decoded(Position, position), at: now, knownAt: now })

const said = (position: number) => {
  const event = story[position - 1]
  if (event === undefined) throw new Error(`no event at ${position}`)
  return summaryOf(event)
}

/** What the import of the second certificate answered. */
export const imported: Answers['Command'] = {
  ...at(6),
  at: instant('2026-11-18 09:30Z'),
  knownAt: instant('2026-11-18 09:30Z'),
  dryRun: false,
  events: [
    {
      type: 'CertificateImported',
      stream: certificateStream(oauth2026.thumbprintSha256),
      revision: 0,
      position: decoded(Position, 5),
      summary: said(5),
    },
    {
      type: 'RollScheduled',
      stream: assignmentStream(oauth),
      revision: 1,
      position: decoded(Position, 6),
      summary: said(6),
    },
  ],
  findings: [
    {
      ...finding('notice', {
        _tag: 'CertificateExpiresSoon',
        notAfter: instant('2026-12-15'),
        daysLeft: 27,
      }),
      slot: oauth,
    },
    {
      ...finding('refused', {
        _tag: 'SipDomainMissing',
        sipDomains: [decoded(SipDomain, 'litware.com')],
        names: ['contoso.com', 'fabrikam.com'],
      }),
      slot: oauth,
    },
  ],
  certificate: { ...oauth2026, hasPrivateKey: true },
}

/** The same command again: it was so already. */
export const repeated: Answers['Command'] = { ...at(9), dryRun: false, events: [], findings: [] }

/** What a roll would record. */
export const tried: Answers['Command'] = {
  ...at(9),
  dryRun: true,
  events: [{ type: 'RollScheduled', stream: assignmentStream(oauth), revision: 3, position: null }],
  findings: [],
  planned: [
    {
      type: 'RollScheduled',
      stream: assignmentStream(oauth),
      data: {
        slot: oauth,
        rollId: idOf('tried'),
        certificate: refOf(frontEnd2026),
        scheduledAt: now,
        effectiveAt: instant('2026-12-01 09:00Z'),
        overridden: [],
      },
    },
  ],
}

/** What an export answered, after its file was written. */
export const exported: Answers['Command'] = {
  ...at(10),
  dryRun: false,
  events: [
    {
      type: 'PrivateKeyRead',
      stream: certificateStream(oauth2026.thumbprintSha256),
      revision: 1,
      position: decoded(Position, 10),
      summary: { thumbprint: oauth2026.thumbprint, purpose: 'export' },
    },
  ],
  findings: [],
  file: { bytes: new Uint8Array(4096), mediaType: 'application/x-pkcs12', containsPrivateKey: true },
  writtenTo: 'oauth-2026.pfx',
}

const token = 'clt_deployaaaaaaaaa3_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlYw4'

/** What a rotation answered. */
export const rotated: Answers['Command'] = {
  ...at(6),
  dryRun: false,
  events: [
    {
      type: 'TokenRotated',
      stream: 'access-deploy',
      revision: 1,
      position: decoded(Position, 6),
      summary: { subject: 'deploy', expiresAt: '2027-02-18T09:00:00.000Z', formerUntil: '2026-11-21T09:00:00.000Z' },
    },
  ],
  findings: [],
  token: {
    id: decoded(TokenId, 'deployaaaaaaaaa3'),
    text: secretOf(Buffer.from(token)),
    expiresAt: instant('2027-02-18 09:00Z'),
  },
}

/** What an invitation answered. */
export const invited: Answers['Command'] = {
  ...at(4),
  dryRun: false,
  events: [
    {
      type: 'AgentInvited',
      stream: 'frontEnd-fe01.contoso.com',
      revision: 1,
      position: decoded(Position, 4),
      summary: { fqdn: 'fe01.contoso.com', expiresAt: '2026-11-21T12:00:00.000Z' },
    },
  ],
  findings: [],
  token: {
    id: decoded(TokenId, 'invitationaaaaaa'),
    text: secretOf(Buffer.from('cli_invitationaaaaaa_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlYw4')),
    expiresAt: instant('2026-11-21 12:00Z'),
  },
}

export const doctor: Answers['Doctor'] = {
  ...at(9),
  checks: [
    { name: 'node', status: 'ok', detail: 'Node 24.21.0' },
    { name: 'vault', status: 'warning', detail: '1 key belongs to no certificate' },
    { name: 'log', status: 'critical', detail: 'record 7 is not what was written' },
  ],
}

/** One answer of every kind. */
export const everyAnswer: Answers = {
  GetCertificate: asked('GetCertificate'),
  ListCertificates: asked('ListCertificates'),
  ShowCertificate: asked('ShowCertificate', { thumbprint: oauth2026.thumbprint }),
  ListRolls: asked('ListRolls', { all: true }),
  Expiring: asked('Expiring'),
  ShowSite: asked('ShowSite'),
  ListFrontEnds: answerFrom(frontEndStory, 'ListFrontEnds'),
  ShowFrontEnd: answerFrom(frontEndStory, 'ShowFrontEnd', { fqdn: 'fe01.contoso.com' }),
  ReplicationStatus: answerFrom(replicationStory, 'ReplicationStatus'),
  RollEvidence: answerFrom(replicationStory, 'RollEvidence'),
  ListDrift: answerFrom(driftStory, 'ListDrift', { all: true }),
  ListAccess: answerFrom(accessStory, 'ListAccess', { all: true }),
  Log: asked('Log'),
  Diff: asked('Diff', { from: '4', to: '9' }),
  Why: asked('Why', { type: 'OAuthTokenIssuer' }),
  Command: imported,
  Doctor: doctor,
}

const isKind = (name: string): name is AnswerKind => Object.hasOwn(everyAnswer, name)

export const kinds: ReadonlyArray<AnswerKind> = Object.keys(everyAnswer).filter(isKind)

/** An answer as text, without colours, and by default as wide as it likes. */
export const rendered = <K extends AnswerKind>(
  format: Format,
  kind: K,
  answer: Answers[K] = everyAnswer[kind],
  width: number | null = null,
): Promise<string> => render(format, kind, answer, { colour: false, width })
