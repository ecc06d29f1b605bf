import type { CommandName } from '../../application/commands/catalogue.js'
import type { CommandError, CommandResult } from '../../application/commands/command.js'
import type { Asked } from '../../application/context.js'
import type { VaultAudit } from '../../application/housekeeping/vault-audit.js'
import type { ReadFailure } from '../../application/ports.js'
import type { KeyVaultError } from '../../application/ports/key-vault.js'
import type { TaskEither } from '../../application/prelude.js'
import type { Instant } from '../../domain/values/instant.js'
import type { KeyRef } from '../../domain/values/key-ref.js'
import type { Position } from '../../domain/values/position.js'
import type { QuestionName } from '../../projections/questions/catalogue.js'
import type { AskError } from '../../projections/questions/question.js'
import type { MomentAsked } from '../../projections/time.js'
import type { RemoteError, ToldFinding } from '../shared/told-by-server.js'

/** What every answer says beside its content. */
export type AnswerHead = {
  /** The position that it was answered from. */
  readonly position: Position
  readonly at: Instant
  readonly knownAt: Instant | Position
}

/** A recorded event, named; `position` is null in a dry run. `summary` is what it says, once it is recorded. */
export type EventName = {
  readonly type: string
  readonly stream: string
  readonly revision: number
  readonly position: Position | null
  readonly summary?: Readonly<Record<string, unknown>>
}

/** What a command read of a certificate, as far as an answer shows it. */
type ShownCertificate = Omit<NonNullable<CommandResult['certificate']>, 'alternativeNames'> & {
  readonly alternativeNames: ReadonlyArray<{ readonly value: string }>
}

/** What a command did; for a dry run `planned` holds the content of the events that it would record. */
export type CommandAnswer = AnswerHead &
  Omit<CommandResult, 'events' | 'findings' | 'certificate'> & {
    readonly events: ReadonlyArray<EventName>
    readonly findings: ReadonlyArray<CommandResult['findings'][number] | ToldFinding>
    readonly certificate?: ShownCertificate
    readonly dryRun: boolean
    readonly planned?: ReadonlyArray<{ readonly type: string; readonly stream: string; readonly data: unknown }>
  }

/** The content of an answer is that of the question's spec. */
export type QuestionAnswer = AnswerHead & Readonly<Record<string, unknown>>

export type SessionError = CommandError | AskError | ReadFailure | KeyVaultError | RemoteError

export type RebuildReport = {
  readonly events: number
  readonly durationMs: number
  readonly digests: Readonly<Record<string, string>>
  /** False where the rows that were there before said something else. */
  readonly unchanged: boolean
}

/** One ledger, as every face uses it: embedded in this process, or behind a server. */
export type Session = {
  readonly command: (
    name: CommandName,
    input: Readonly<Record<string, unknown>>,
    asked: Asked,
  ) => TaskEither<SessionError, CommandAnswer>
  /** First catches up with all that was recorded before the question. */
  readonly question: (
    name: QuestionName,
    input: Readonly<Record<string, unknown>>,
    moment: MomentAsked,
  ) => TaskEither<SessionError, QuestionAnswer>
  /** Records the rolls that took effect; returns how many. Repeat: none. */
  readonly activateDueRolls: () => TaskEither<SessionError, ReadonlyArray<EventName>>
  /** When the next staged roll takes effect; null where none is staged. */
  readonly nextEffectiveInstant: () => TaskEither<SessionError, Instant | null>
  readonly auditVault: () => TaskEither<SessionError, VaultAudit>
  readonly sweepVault: () => TaskEither<SessionError, ReadonlyArray<KeyRef>>
  /** Reads every record and checks its hash; returns how many. */
  readonly verifyRecords: (progress: (checked: number) => void) => TaskEither<SessionError, number>
  readonly rebuildReadSide: (progress: (applied: number) => void) => TaskEither<SessionError, RebuildReport>
  readonly close: () => Promise<void>
}
