import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stamped } from '../../application/context.js'
import type { Handled } from '../../application/handle.js'
import type { EventLog } from '../../application/ports/event-log.js'
import { E, type Either } from '../../application/prelude.js'
import type { AssignmentCommand } from '../../domain/assignment/commands.js'
import { assignment } from '../../domain/assignment/decide.js'
import type { AssignmentEvent } from '../../domain/assignment/events.js'
import type { AssignmentState } from '../../domain/assignment/state.js'
import type { RecordedEvent } from '../../domain/envelope.js'
import { assignmentStream } from '../../domain/streams.js'
import { plusMs, type Instant } from '../../domain/values/instant.js'
import { memoryLog } from '../../infrastructure/event-log/memory-log.js'
import { HOUR_MS, instant } from '../support/instants.js'
import { countedId } from '../support/ledger/counted-ids.js'
import { keysIn, lived, said, story } from '../support/ledger/given.js'
import { alice, beginsAt, memoryLedger, rivalOf, type MemoryLedger } from '../support/ledger/memory-ledger.js'
import { scheduledLog, scheduledVault } from '../support/ledger/scheduled-ports.js'
import { destroying, importing, importingInto } from '../support/ledger/sends.js'
import { must } from '../support/log-reading.js'
import { audioVideoSlot, defaultSlot, tokenSlot } from '../support/slot-builders.js'
import {
  activateRoll, assign, cancelRoll, removeAssignment, removePrevious, reschedule, roll, rollBack,
} from '../support/slot-commands.js'

const letter = fc.constantFrom('A', 'B', 'C', 'D')
const hours = fc.integer({ min: -2, max: 60 })
const later = (n: number): Instant => plusMs(instant(beginsAt), n * HOUR_MS)

/** A command as a process sends it at its own clock, `hours` from the beginning. */
const arbitraryCommand: fc.Arbitrary<AssignmentCommand> = fc
  .record({ slot: fc.constantFrom(tokenSlot, audioVideoSlot, defaultSlot), at: hours, ahead: hours, name: letter })
  .chain(({ slot, at: clock, ahead, name }) => {
    const [at, effectiveAt] = [later(clock), later(clock + ahead)]
    const how = { slot, force: true }
    return fc.constantFrom(
      assign(name, at, how), assign(name, at, how), roll(name, at, effectiveAt, how), roll(name, at, effectiveAt, how),
      reschedule(at, effectiveAt, how), cancelRoll(at, how), activateRoll(at, how), rollBack(name, at, how),
      removeAssignment(at, how), removePrevious(at, how),
    )
  })

const arbitrarySends = fc.array(fc.record({ by: fc.nat({ max: 2 }), command: arbitraryCommand }), {
  minLength: 2, maxLength: 14, size: 'max',
})

type Answer = Either<unknown, Handled<AssignmentState>>
type Sent = {
  readonly command: AssignmentCommand
  readonly answer: Answer
  /** How many events the stream had when the command was sent, and when it was answered. */
  readonly sentAt: number
  readonly answeredAt: number
}

const streamOf = ({ data: { slot } }: AssignmentCommand): string => assignmentStream(slot)

const eventsOn = async (log: EventLog, stream: string): Promise<ReadonlyArray<RecordedEvent<AssignmentEvent>>> =>
  must(await log.readStream(stream)()).events as ReadonlyArray<RecordedEvent<AssignmentEvent>>

const sendBy = async (ledger: MemoryLedger, log: EventLog, command: AssignmentCommand, nth: number): Promise<Sent> => {
  const asked = { ...alice, commandId: countedId(nth, 9) }
  const context = { ...stamped(ledger.ports, asked), at: command.data.at }
  const sentAt = (await eventsOn(log, streamOf(command))).length
  must(await ledger.services.refresh())
  const answer = await ledger.services.handle(assignment, context, streamOf(command), command)()
  return { command, answer, sentAt, answeredAt: (await eventsOn(log, streamOf(command))).length }
}

const decisionOn = (events: ReadonlyArray<AssignmentEvent>, command: AssignmentCommand) =>
  assignment.decide(command)(events.reduce(assignment.evolve, assignment.initialState))

const contentOf = ({ type, data }: { readonly type: string; readonly data: unknown }) => ({ type, data })

/** What was recorded is what the command comes to on all that stood before it. */
const expectDecidedOnTheStream = async (log: EventLog, { command, answer, sentAt, answeredAt }: Sent) => {
  const events = await eventsOn(log, streamOf(command))
  const recorded = E.isRight(answer) ? answer.right.events : []
  const [first] = recorded
  if (first !== undefined) {
    expect(decisionOn(events.slice(0, first.revision), command)).toEqual(E.right(recorded.map(contentOf)))
    expect(recorded.map(({ revision }) => revision)).toEqual(recorded.map((_, index) => first.revision + index))
    return
  }
  const states = Array.from({ length: answeredAt - sentAt + 1 }, (_, index) => events.slice(0, sentAt + index))
  const possible = states.map((before) => decisionOn(before, command))
  expect(possible).toContainEqual(E.isRight(answer) ? E.right([]) : answer)
}

describe('Commands of rival processes to the same slots, in any order of their questions to the log', () => {
  it('come to what they come to one after another: nothing is decided on a state that is past', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), arbitrarySends, async (schedule, sends) => {
        const log = memoryLog()
        const ledger = memoryLedger({ eventLog: scheduledLog(schedule, log) })
        const rivals = [ledger, rivalOf(ledger, 2), rivalOf(ledger, 3)]
        const all = sends.map(async ({ by, command }, nth) => {
          await schedule.schedule(Promise.resolve(), 'sends')
          return sendBy(rivals[by] ?? ledger, log, command, nth)
        })
        for (const sent of await schedule.waitFor(Promise.all(all))) await expectDecidedOnTheStream(log, sent)
      }),
      { numRuns: 300 },
    )
  })
})

const arbitraryImporters = fc.array(fc.constantFrom('A', 'B'), { minLength: 2, maxLength: 5 })

describe('Rival processes that import the same files at once, in any order of their questions to log and vault', () => {
  it('record each certificate once, assign each once, and keep one key of each', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), arbitraryImporters, async (schedule, names) => {
        const ledger = memoryLedger()
        const eventLog = scheduledLog(schedule, ledger.ports.eventLog)
        const keyVault = scheduledVault(schedule, ledger.ports.keyVault)
        const imports = names.map((name, nth) =>
          rivalOf(ledger, nth + 2, { eventLog, keyVault }).send(importingInto(name, `Default@${name}.contoso.com`)))
        const answers = (await schedule.waitFor(Promise.all(imports))).map(must)
        const expected = [...new Set(names)].flatMap((name) => [
          `CertificateAssigned Default@${name.toLowerCase()}.contoso.com`, `CertificateImported ${name}`,
        ])
        expect((await story(ledger)).toSorted()).toEqual(expected.toSorted())
        expect(answers.flatMap(({ events }) => events).map(said).toSorted()).toEqual(expected.toSorted())
        expect(await keysIn(ledger)).toHaveLength(new Set(names).size)
      }),
      { numRuns: 150 },
    )
  })
})

const arbitraryKeepers = fc.array(
  fc.constantFrom(importing('A'), importing('A', { force: true }), importing('A', { force: true }), destroying('A')),
  { minLength: 2, maxLength: 5 },
)

describe('Rival processes that import and destroy one key at once, in any order of their steps', () => {
  it('leave in the vault what the ledger says is kept, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), arbitraryKeepers, async (schedule, sends) => {
        const ledger = memoryLedger()
        await lived(ledger, [importing('A')])
        const eventLog = scheduledLog(schedule, ledger.ports.eventLog)
        const keyVault = scheduledVault(schedule, ledger.ports.keyVault)
        const all = sends.map((sent, nth) => rivalOf(ledger, nth + 2, { eventLog, keyVault }).send(sent))
        for (const answer of await schedule.waitFor(Promise.all(all))) {
          if (E.isLeft(answer)) expect(answer.left._tag).toBe('PrivateKeyWasDestroyed')
        }
        expect(await keysIn(ledger)).toEqual(must(await ledger.ports.lookup.keysKept()()))
      }),
      { numRuns: 300 },
    )
  })
})
