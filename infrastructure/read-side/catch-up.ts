import { setTimeout as pause } from 'node:timers/promises'
import type { EventLog } from '../../application/ports/event-log.js'
import { E, type Either } from '../../application/prelude.js'
import type { RecordedEvent } from '../../domain/envelope.js'
import type { DomainEvent } from '../../domain/events.js'
import type { Position } from '../../domain/values/position.js'
import { positionOf, type Checkpoint } from './checkpoint.js'
import type { Fault } from './errors.js'
import type { Generation } from './generation.js'
import type { Failure } from './parts.js'
import { isSameLog } from './same-log.js'

const EVENTS_AT_ONCE = 256
const LONGEST_PAUSE_MS = 16

type Applied = Either<Fault, Checkpoint>

/** Applies as soon as no other process does; ReadSideBusy after `busyMs` milliseconds. */
const patiently = async (
  generation: Generation,
  events: ReadonlyArray<RecordedEvent<DomainEvent>>,
  busyMs: number,
): Promise<Applied> => {
  const start = performance.now()
  for (let pauseMs = 1; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const applied = generation.apply(events)
    if (E.isRight(applied) || applied.left._tag !== 'ReadSideBusy') return applied
    const waitedMs = Math.round(performance.now() - start)
    if (waitedMs >= busyMs) return E.left({ ...applied.left, waitedMs })
    await pause(pauseMs * (0.5 + Math.random()))
  }
}

/**
 * Brings a generation up to a position of the log at least, however many processes do so at once; returns where it
 * stands then. Damaged where the log no longer holds what the rows were made of.
 */
export const catchUp = async (
  generation: Generation,
  log: EventLog,
  upTo: Position,
  busyMs: number,
): Promise<Either<Failure, Position>> => {
  const checkpoint = generation.checkpoint()
  if (E.isLeft(checkpoint)) return checkpoint
  let reached = positionOf(checkpoint.right)
  if (reached >= upTo) return E.right(reached)
  const same = await isSameLog(log, checkpoint.right)
  if (E.isLeft(same)) return same
  if (!same.right) return E.left({ _tag: 'Damaged', path: generation.path, reason: 'OTHER_LOG' })
  for await (const page of log.readAll({ after: reached, upTo, batchSize: EVENTS_AT_ONCE })) {
    if (E.isLeft(page)) return page
    const applied = await patiently(generation, page.right, busyMs)
    if (E.isLeft(applied)) return applied
    reached = positionOf(applied.right)
  }
  return E.right(reached)
}
