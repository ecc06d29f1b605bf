import { accessStory } from './access-story.js'
import { story, oauth2026, oauth2024 } from './story.js'
import { answerFrom, asked } from './asked.js'
import { doctor, exported, imported, invited, rendered, repeated, rotated, tried } from './answers.js'
import { errorOutput } from './error-output.js'
import { frontEndStory } from './front-end-story.js'
import { driftStory } from './drift-story.js'
import { replicationStory } from './replication-story.js'

const oneSlot = asked('GetCertificate', { type: 'OAuthTokenIssuer' })
const roll = asked('ListRolls')
const lastEntry = asked('Log', { newest: 1 })

/** Every example of docs/json.md by its name there: what the program says to the story. */
export const pageExamples: Readonly<Record<string, () => Promise<string>>> = {
  'certificate get': () => rendered('json', 'GetCertificate', oneSlot),
  'certificate list': () => rendered('json', 'ListCertificates', answerFrom(story.slice(0, 4), 'ListCertificates')),
  'certificate show': () =>
    rendered('json', 'ShowCertificate', asked('ShowCertificate', { thumbprint: oauth2026.thumbprint })),
  'roll list': () => rendered('json', 'ListRolls', roll),
  expiring: () => rendered('json', 'Expiring', asked('Expiring')),
  'site show': () => rendered('json', 'ShowSite', asked('ShowSite')),
  'front-end list': () => rendered('json', 'ListFrontEnds', answerFrom(frontEndStory, 'ListFrontEnds')),
  'front-end show': () =>
    rendered('json', 'ShowFrontEnd', answerFrom(frontEndStory, 'ShowFrontEnd', { fqdn: 'fe01.contoso.com' })),
  'front-end invite': () => rendered('json', 'Command', invited),
  'replication status': () =>
    rendered('json', 'ReplicationStatus', answerFrom(replicationStory, 'ReplicationStatus')),
  'roll evidence': () => rendered('json', 'RollEvidence', answerFrom(replicationStory, 'RollEvidence')),
  'drift list': () => rendered('json', 'ListDrift', answerFrom(driftStory, 'ListDrift', { all: true })),
  'access list': () => rendered('json', 'ListAccess', answerFrom(accessStory, 'ListAccess')),
  log: () => rendered('json', 'Log', lastEntry),
  diff: () => rendered('json', 'Diff', asked('Diff', { from: '6', to: '7' })),
  why: () =>
    rendered(
      'json',
      'Why',
      asked('Why', { type: 'AudioVideoAuthentication', identity: 'fe01.contoso.com' }),
    ),
  'certificate import': () => rendered('json', 'Command', imported),
  'a repeated command': () => rendered('json', 'Command', repeated),
  'a dry run': () => rendered('json', 'Command', tried),
  'certificate export': () => rendered('json', 'Command', exported),
  'access rotate': () => rendered('json', 'Command', rotated),
  doctor: () => rendered('json', 'Doctor', doctor),
  'an error': () => errorOutput({ _tag: 'CertificateNotKnownThen', thumbprint: oauth2024.thumbprint }),
  jsonl: () => rendered('jsonl', 'ListRolls', roll),
  csv: () => rendered('csv', 'ListRolls', roll),
  yaml: () => rendered('yaml', 'ListRolls', roll),
}
