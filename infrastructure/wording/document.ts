import { findingProblem } from './finding-problem.js'
import type { CommandAnswer } from '../system/session.js'
import type { AnswerKind, Answers, TokenWritten, Written } from './answer-kind.js'
import { plain, type PlainRecord } from './plain.js'
import { tokenText } from './token-text.js'

type Head = 'position' | 'at' | 'knownAt' | 'knownAtPosition'

const found = (finding: CommandAnswer['findings'][number]): Readonly<Record<string, unknown>> => {
  const { facts, ...words } = findingProblem(finding)
  return { ...words, ...facts }
}

/** A certificate names its alternatives as texts in every answer. */
const certificateOf = ({ certificate }: CommandAnswer): Readonly<Record<string, unknown>> | undefined =>
  certificate === undefined
    ? undefined
    : { ...certificate, alternativeNames: certificate.alternativeNames.map(({ value }) => value) }

const fileOf = ({ file, writtenTo }: CommandAnswer & Written): Readonly<Record<string, unknown>> | undefined =>
  file === undefined && writtenTo === undefined
    ? undefined
    : {
        path: writtenTo ?? null,
        mediaType: file?.mediaType,
        size: file?.bytes.byteLength,
        containsPrivateKey: file?.containsPrivateKey,
      }

type Content = Readonly<Record<string, unknown>>

/** What was written into a file is not said again. */
const tokenOf = ({ token, tokenWrittenTo }: CommandAnswer & TokenWritten): Content | undefined => {
  if (token === undefined) return undefined
  const { id, text, expiresAt } = token
  return tokenWrittenTo === undefined
    ? { id, text: text === null ? null : tokenText(text), expiresAt }
    : { id, text: null, expiresAt, path: tokenWrittenTo }
}

const commandDocument = (answer: Answers['Command']): Readonly<Record<string, unknown>> => ({
  dryRun: answer.dryRun,
  events: answer.events.map(({ type, stream, revision, position }) => ({ type, stream, revision, position })),
  findings: answer.findings.map(found),
  certificate: certificateOf(answer),
  file: fileOf(answer),
  token: tokenOf(answer),
  planned: answer.planned,
})

const same = (answer: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => answer

/** What each kind of answer says as data. */
const contents: { readonly [K in AnswerKind]: (answer: Answers[K]) => Readonly<Record<string, unknown>> } = {
  GetCertificate: same,
  ListCertificates: same,
  ShowCertificate: same,
  ListRolls: same,
  Expiring: same,
  ShowSite: same,
  ListFrontEnds: same,
  ShowFrontEnd: same,
  ReplicationStatus: same,
  RollEvidence: same,
  ListDrift: same,
  ListAccess: same,
  Log: same,
  Diff: same,
  Why: same,
  Command: commandDocument,
  Doctor: same,
}

/**
 * An answer as the stable contract has it: its moment first, then its content; findings with their words, a file
 * without its bytes. Source: docs/json.md.
 */
export const documentOf = <K extends AnswerKind>(kind: K, answer: Answers[K]): PlainRecord => {
  const { position, at, knownAt } = answer
  const content = contents[kind](answer)
  const head: Readonly<Record<Head, unknown>> = { position, at, knownAt, knownAtPosition: content['knownAtPosition'] }
  return plain({ ...head, ...content })
}
