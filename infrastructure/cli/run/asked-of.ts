import { E, pipe, type Either } from '../../../domain/prelude.js'
import { parseInput, type FieldProblem, type InputNotUnderstood, type InputOf } from '../../../domain/input/field.js'
import { wordsField } from '../../../domain/input/fields.js'
import type { Asked } from '../../../application/context.js'
import { recordingFields } from '../arguments/general-fields.js'
import { only, type RawValues } from '../arguments/raw-values.js'
import type { World } from '../world.js'

/** The recording options, read. */
export type Recording = InputOf<typeof recordingFields>

/** Reads the recording options. */
export const recordingOf = (raw: RawValues): Either<InputNotUnderstood, Recording> =>
  parseInput(recordingFields, only(recordingFields, raw))

const named = (name: string): Either<InputNotUnderstood, string> =>
  pipe(
    wordsField('').parse(name),
    E.mapLeft((problem: FieldProblem) => ({
      _tag: 'InputNotUnderstood',
      problems: [{ field: 'actor', problem }],
      unknown: [],
    })),
  )

const givenName = ({ env }: World): string | null => {
  const name = env['CERTLEDGER_ACTOR']
  return name === undefined || name === '' ? null : name
}

/** Who asks, why, and from where: the person at the operating system, unless another name is given. */
export const askedOf = (recording: Recording, world: World): Either<InputNotUnderstood, Asked> => {
  const { actor, onBehalfOf, reason, ticket, commandId, dryRun } = recording
  return pipe(
    named(actor ?? givenName(world) ?? world.userName()),
    E.map((name) => ({
      actor: { kind: 'person', name, onBehalfOf },
      origin: { face: 'cli', address: world.hostName() },
      reason,
      ticket,
      commandId,
      correlationId: null,
      causationId: null,
      dryRun,
    })),
  )
}
