import { assignment } from '../../domain/assignment/decide.js'
import { refOf, type KnownCertificate } from '../../domain/certificate/state.js'
import { assignmentStream } from '../../domain/streams.js'
import type { CertificateRole } from '../../domain/values/certificate-role.js'
import type { Instant } from '../../domain/values/instant.js'
import type { Slot } from '../../domain/values/slot.js'
import type { CommandContext } from '../context.js'
import { judge } from '../evidence.js'
import { E, pipe, TE, type Either, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import type { CommandError, CommandResult, UsageError } from './command.js'
import { cancelledRollFindings, rollFindingsOn } from './roll-findings.js'

/** When an assignment takes effect: at once, or rolled in at an instant. */
export type Timing = { readonly _tag: 'AtOnce' } | { readonly _tag: 'RolledAt'; readonly effectiveAt: Instant }

/** `--roll` and `--effective-date` only go together. Source: FIELD 2.3. */
export const timingOf = (roll: boolean, effectiveDate: Instant | null): Either<UsageError, Timing> => {
  if (roll) {
    return effectiveDate === null
      ? E.left({ _tag: 'EffectiveDateMissing' })
      : E.right({ _tag: 'RolledAt', effectiveAt: effectiveDate })
  }
  return effectiveDate === null ? E.right({ _tag: 'AtOnce' }) : E.left({ _tag: 'RollFlagMissing' })
}

type Wanted = {
  readonly known: KnownCertificate
  readonly slot: Slot
  readonly timing: Timing
  readonly force: boolean
  /** The other roles of the same command. */
  readonly alongside: ReadonlyArray<CertificateRole>
}

const assignNow = (
  services: Services,
  context: CommandContext,
  { known, slot, force }: Wanted,
): TaskEither<CommandError, CommandResult> =>
  pipe(
    judge(services, known, slot, context.at, context.at),
    TE.chainW((findings) =>
      pipe(
        services.handle(assignment, context, assignmentStream(slot), {
          type: 'AssignCertificate',
          data: { slot, certificate: refOf(known.facts), findings, force, at: context.at },
        }),
        TE.map((handled) => ({
          events: handled.events,
          findings: [...findings, ...cancelledRollFindings(handled)],
        })),
      ),
    ),
  )

const rollIn = (
  services: Services,
  context: CommandContext,
  { known, slot, force, alongside }: Wanted,
  effectiveAt: Instant,
): TaskEither<CommandError, CommandResult> =>
  pipe(
    judge(services, known, slot, effectiveAt, context.at),
    TE.chainW((findings) =>
      pipe(
        services.handle(assignment, context, assignmentStream(slot), {
          type: 'RollCertificate',
          data: {
            slot,
            certificate: refOf(known.facts),
            findings,
            force,
            rollId: services.ids.derived([context.commandId, assignmentStream(slot), 'roll']),
            effectiveAt,
            alongside,
            at: context.at,
          },
        }),
        TE.map((handled) => ({
          events: handled.events,
          findings: [
            ...findings,
            ...rollFindingsOn(handled.before, { role: slot.role, alongside, effectiveAt, at: context.at }),
            ...cancelledRollFindings(handled),
          ],
        })),
      ),
    ),
  )

const assignOrRollOne = (
  services: Services,
  context: CommandContext,
  wanted: Wanted,
): TaskEither<CommandError, CommandResult> =>
  wanted.timing._tag === 'AtOnce'
    ? assignNow(services, context, wanted)
    : rollIn(services, context, wanted, wanted.timing.effectiveAt)

const together = (results: ReadonlyArray<CommandResult>): CommandResult => ({
  events: results.flatMap(({ events }) => events),
  findings: results.flatMap(({ findings }) => findings),
})

/**
 * Puts a known certificate into one or several slots, judged for the instant from which it is used. With
 * several slots all are tried dry first, so that a refusal of one leaves the others untouched.
 */
export const assignOrRoll = (
  services: Services,
  context: CommandContext,
  { slots, ...wanted }: Omit<Wanted, 'slot' | 'alongside'> & { readonly slots: ReadonlyArray<Slot> },
): TaskEither<CommandError, CommandResult> => {
  const inEach = (asked: CommandContext) =>
    pipe(
      slots,
      TE.traverseSeqArray((slot) => {
        const alongside = slots.filter((other) => other !== slot).map(({ role }) => role)
        return pipe(
          assignOrRollOne(services, asked, { ...wanted, slot, alongside }),
          TE.map((result) => ({ ...result, findings: result.findings.map((found) => ({ ...found, slot })) })),
        )
      }),
      TE.map(together),
    )
  if (slots.length === 1) return inEach(context)
  return pipe(
    inEach({ ...context, dryRun: true }),
    TE.chain(() => inEach(context)),
  )
}
