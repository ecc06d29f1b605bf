import type { ProposedEvent, RecordedEvent } from '../../domain/envelope.js'
import type { DomainEvent } from '../../domain/events.js'
import type { Position } from '../../domain/values/position.js'
import type { Either, TaskEither } from '../prelude.js'

/** What the writer believes of the stream: nothing, that it is new, that it is there, or its last revision. */
export type ExpectedRevision = 'any' | 'noStream' | 'streamExists' | { readonly revision: number }

export type AppendRequest = {
  readonly stream: string
  readonly expected: ExpectedRevision
  /** One to 1,000 events, recorded together or not at all. */
  readonly events: ReadonlyArray<ProposedEvent<DomainEvent>>
}

export type AppendError =
  /**
   * The stream stands elsewhere than expected; `actual` is its last revision, null where it has none. Read
   * again, decide again.
   */
  | {
      readonly _tag: 'Conflict'
      readonly stream: string
      readonly expected: ExpectedRevision
      readonly actual: number | null
    }
  /** Too many appends are waiting, or another process held the log too long. Nothing was recorded; try again later. */
  | { readonly _tag: 'LogBusy'; readonly waiting: number; readonly limit: number }
  /** It may or may not have been recorded. Only the same event ids may be tried again. */
  | { readonly _tag: 'OutcomeUnknown'; readonly reason: string }
  /**
   * The firewall saw something that looks like a private key or password; `where` is a path in the event, never
   * the content.
   */
  | { readonly _tag: 'SecretRefused'; readonly eventType: string; readonly where: string; readonly looksLike: string }
  | {
      readonly _tag: 'EventTooLarge'
      readonly eventType: string
      readonly limitBytes: number
      readonly actualBytes: number
    }
  | LogFailure

/** The log cannot be used. `reason` is a code such as `ENOSPC`, `EACCES` or `SQLITE_CORRUPT`. */
export type LogFailure =
  | { readonly _tag: 'LogUnavailable'; readonly path: string; readonly reason: string }
  | { readonly _tag: 'LogFull'; readonly path: string }
  | { readonly _tag: 'LogReadOnly'; readonly path: string }
  | { readonly _tag: 'LogOfNewerVersion'; readonly path: string; readonly found: number; readonly supported: number }
  | { readonly _tag: 'NotALedger'; readonly path: string }
  /** A stored record does not match its hash, or cannot be decoded: the log was changed from outside. */
  | { readonly _tag: 'RecordCorrupt'; readonly position: Position; readonly detail: string }

export type AppendResult = {
  /** What stands in the log: the new events, or for a repeat the ones recorded then. */
  readonly events: ReadonlyArray<RecordedEvent<DomainEvent>>
  /** True where every event id was there already: nothing was added. */
  readonly repeated: boolean
}

export type StreamSlice = {
  readonly events: ReadonlyArray<RecordedEvent<DomainEvent>>
  /** The last revision of the stream, null where it has none. */
  readonly lastRevision: number | null
}

/** A record as stored: the canonical bytes as text, to copy or verify a ledger without decoding it. */
export type StoredRecord = {
  readonly position: Position
  readonly record: string
  readonly leafHash: string
}

/**
 * The only state. Total order by position, gapless on the embedded store; revisions count from 0 in every stream.
 * - An append is durable (on disk, synced) when it returns; several are committed together.
 * - The same event ids on the same stream again: success, the events as first recorded, nothing added, whatever
 *   `expected` says. Some ids known and others not: Conflict.
 * - Two writers with the same expectation: exactly one succeeds, the other gets Conflict.
 * - Reads see every append that returned before they began. Records are checked against their hash and lifted
 *   to the present shape.
 * - Not promised: that `recordedAt` rises with position.
 */
export type EventLog = {
  readonly append: (request: AppendRequest) => TaskEither<AppendError, AppendResult>
  /**
   * The events of one stream from `fromRevision` on, at most `limit` (default: all of them). An unknown stream
   * is an empty slice.
   */
  readonly readStream: (
    stream: string,
    options?: { readonly fromRevision?: number; readonly limit?: number },
  ) => TaskEither<LogFailure, StreamSlice>
  /**
   * All events after a position in order, up to and including `upTo` (default: the head at the start), in
   * constant memory. Ends after the first failure.
   */
  readonly readAll: (options: {
    readonly after: Position
    readonly upTo?: Position
    readonly batchSize?: number
  }) => AsyncIterable<Either<LogFailure, ReadonlyArray<RecordedEvent<DomainEvent>>>>
  /** As readAll, but the stored bytes. */
  readonly readRecords: (options: {
    readonly after: Position
    readonly upTo?: Position
  }) => AsyncIterable<Either<LogFailure, ReadonlyArray<StoredRecord>>>
  /** The position of the last event, 0 for an empty log. */
  readonly head: () => TaskEither<LogFailure, Position>
  /**
   * As readAll, then waits for more, from this process or another, until the signal aborts. Nothing is skipped
   * and nothing comes twice.
   */
  readonly follow: (options: {
    readonly after: Position
    readonly signal: AbortSignalLike
  }) => AsyncIterable<Either<LogFailure, ReadonlyArray<RecordedEvent<DomainEvent>>>>
  /** Waits for what is under way, then lets go of the store. A second call does nothing. */
  readonly close: () => Promise<void>
}

/** The part of the platform's AbortSignal that the log needs. */
export type AbortSignalLike = {
  readonly aborted: boolean
  readonly addEventListener: (type: 'abort', listener: () => void) => void
  readonly removeEventListener: (type: 'abort', listener: () => void) => void
}
