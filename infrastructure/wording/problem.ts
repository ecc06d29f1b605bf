import type { AccessError } from '../../application/access/access-error.js'
import type { AgentError } from '../../application/agents/agent-error.js'
import type { AgentFault } from '../../application/agents/agent-fault.js'
import type { CommandError } from '../../application/commands/command.js'
import type { ReadFailure } from '../../application/ports.js'
import type { KeyVaultError } from '../../application/ports/key-vault.js'
import type { AskError } from '../../projections/questions/question.js'
import type { RemoteError, ToldByServer } from '../shared/told-by-server.js'
import { accessErrorWords } from './access-error-words.js'
import { accessWords } from './access-words.js'
import { agentMessageWords } from './agent-message-words.js'
import { agentWords } from './agent-words.js'
import { assignmentWords } from './assignment-words.js'
import { certificateWords } from './certificate-words.js'
import type { ExitCode } from './exit-codes.js'
import type { FaceError } from './face-error.js'
import { faceWords } from './face-words.js'
import { factsOf, type Facts } from './facts.js'
import { fieldProblemWords } from './field-problem-words.js'
import { fileWords } from './file-words.js'
import { findingProblem } from './finding-problem.js'
import { frontEndWords } from './front-end-words.js'
import { inputWords } from './input-words.js'
import { endingByStatus, endings, type Ending } from './outcome.js'
import { plain } from './plain.js'
import { observationWords } from './observation-words.js'
import { questionWords } from './question-words.js'
import { remoteWords } from './remote-words.js'
import { replicationWords } from './replication-words.js'
import type { ServerError } from './server-error.js'
import { serverWords } from './server-words.js'
import { storeWords } from './store-words.js'
import { vaultWords } from './vault-words.js'
import { said, type ByTag, type Wordings } from './wording.js'

/** Every error that a face can meet: those of a session, its own, and those of a server or an agent. */
export type SpokenError =
  | CommandError
  | AskError
  | ReadFailure
  | KeyVaultError
  | AccessError
  | AgentError
  | AgentFault
  | FaceError
  | ServerError
  | RemoteError

/** An error as every face shows it: what was wrong, the facts, what to do, and how the command ends. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly detail: string
  readonly remedy: string
  readonly exitCode: ExitCode
  readonly httpStatus: number
  readonly facts: Facts
}

/** Every error that gets its words here. */
export type WordedError = Exclude<SpokenError, ToldByServer>

type Kinds = ByTag<WordedError>

const wordings: Wordings<Kinds> = {
  ...inputWords,
  ...certificateWords,
  ...assignmentWords,
  ...accessWords,
  ...frontEndWords,
  ...replicationWords,
  ...observationWords,
  ...questionWords,
  ...fileWords,
  ...vaultWords,
  ...storeWords,
  ...accessErrorWords,
  ...faceWords,
  ...serverWords,
  ...remoteWords,
  ...agentMessageWords,
  ...agentWords,
}

/** Every error that there is, by its type: title and status are the same at every occurrence. */
export const problemKinds: ReadonlyArray<Pick<Problem, 'title' | 'httpStatus'> & { readonly type: string }> =
  Object.entries(wordings).map(([type, { title, outcome }]) => ({
    type,
    title,
    httpStatus: endings[outcome].httpStatus,
  }))

const problemFacts = (error: WordedError): Facts => {
  const facts = factsOf(error)
  if ('findings' in error) {
    return {
      ...facts,
      findings: error.findings.map(findingProblem).map(({ facts: about, ...found }) => ({ ...found, ...about })),
    }
  }
  if ('problems' in error) {
    const problems = error.problems.map(({ field, problem }) => ({
      field,
      type: problem._tag,
      detail: fieldProblemWords(problem),
      ...factsOf(problem),
    }))
    return { ...facts, problems }
  }
  const { detail, ...others } = facts
  return detail === undefined ? facts : { ...others, fault: detail }
}

const worded = <Tag extends keyof Kinds>(tag: Tag, error: Kinds[Tag]): Omit<Problem, 'facts'> => {
  const { outcome, title, detail, remedy } = wordings[tag]
  return { type: tag, title, detail: said(detail, error), remedy: said(remedy, error), ...endings[outcome] }
}

const isKnown = (type: string): type is keyof Kinds => Object.hasOwn(wordings, type)

/** A kind that only a newer server knows ends as its status does. */
const endingOf = ({ type, status }: ToldByServer): Ending =>
  isKnown(type) ? endings[wordings[type].outcome] : endingByStatus(status)

const told = (error: ToldByServer): Problem => {
  const { type, title, detail, remedy, facts } = error
  return { type, title, detail, remedy, ...endingOf(error), facts: plain(facts) }
}

/**
 * The words for an error, the same for every face: RFC 9457 with an exit code and a remedy. `type` is the error's tag,
 * here or on the server that told it. Total: an error without words does not compile. `facts` is JSON without secrets;
 * none is named as a member beside it.
 */
export const problemOf = (error: SpokenError): Problem =>
  error._tag === 'ToldByServer' ? told(error) : { ...worded(error._tag, error), facts: problemFacts(error) }
