import { secretOf } from '../../application/ports/secret.js'
import { CertificateFacts } from '../../domain/certificate/facts.js'
import { t } from '../../domain/prelude.js'
import { Instant } from '../../domain/values/instant.js'
import { Position } from '../../domain/values/position.js'
import { TokenId } from '../../domain/values/token-digest.js'
import type { ToldFinding } from '../shared/told-by-server.js'
import type { CommandAnswer } from '../system/session.js'
import { EventNamed } from './event-named.js'

const { alternativeNames: _, ...facts } = CertificateFacts.type.props

const Certificate = t.type({ ...facts, alternativeNames: t.readonlyArray(t.string), hasPrivateKey: t.boolean })

const Finding = t.intersection([
  t.type({
    type: t.string,
    severity: t.keyof({ forbidden: null, refused: null, warning: null, notice: null }),
    detail: t.string,
  }),
  t.UnknownRecord,
])

const File = t.type({ mediaType: t.string, containsPrivateKey: t.boolean, content: t.string })

const Token = t.type({
  id: TokenId,
  text: t.union([t.string, t.null]),
  expiresAt: t.union([Instant, t.null]),
})

const Planned = t.intersection([t.type({ type: t.string, stream: t.string }), t.UnknownRecord])

/** The answer to a command as it travels. Source: docs/json.md; `content` of a file: docs/server.md. */
const Travelled = t.intersection([
  t.type({
    position: Position,
    at: Instant,
    knownAt: t.union([Instant, Position]),
    dryRun: t.boolean,
    events: t.readonlyArray(EventNamed),
    findings: t.readonlyArray(Finding),
  }),
  t.partial({ certificate: Certificate, file: File, token: Token, planned: t.readonlyArray(Planned) }),
])
type Travelled = t.TypeOf<typeof Travelled>

const toldFinding = ({ type, severity, detail, ...about }: t.TypeOf<typeof Finding>): ToldFinding => ({
  _tag: 'ToldByServer', type, severity, detail, facts: about,
})

const certificateOf = ({ certificate }: Travelled): Pick<CommandAnswer, 'certificate'> =>
  certificate === undefined
    ? {}
    : {
        certificate: { ...certificate, alternativeNames: certificate.alternativeNames.map((value) => ({ value })) },
      }

const fileOf = ({ file }: Travelled): Pick<CommandAnswer, 'file'> => {
  if (file === undefined) return {}
  const { mediaType, containsPrivateKey, content } = file
  return { file: { bytes: Buffer.from(content, 'base64'), mediaType, containsPrivateKey } }
}

const tokenOf = ({ token }: Travelled): Pick<CommandAnswer, 'token'> => {
  if (token === undefined) return {}
  const { id, text, expiresAt } = token
  return { token: { id, text: text === null ? null : secretOf(Buffer.from(text, 'ascii')), expiresAt } }
}

const plannedOf = ({ planned }: Travelled): Pick<CommandAnswer, 'planned'> =>
  planned === undefined
    ? {}
    : { planned: planned.map(({ type, stream, ...more }) => ({ type, stream, data: more['data'] })) }

/** Reads the answer to a command; null where it has another form. */
export const commandAnswer = (content: unknown): CommandAnswer | null => {
  if (!Travelled.is(content)) return null
  const { position, at, knownAt, dryRun, events, findings } = content
  return {
    position,
    at,
    knownAt,
    dryRun,
    events,
    findings: findings.map(toldFinding),
    ...certificateOf(content),
    ...fileOf(content),
    ...tokenOf(content),
    ...plannedOf(content),
  }
}
