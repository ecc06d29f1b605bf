import type { Services } from '../../application/services.js'
import type { ReadFailure } from '../../application/ports.js'
import { E, pipe, TE, type TaskEither } from '../../application/prelude.js'
import {
  accessStream,
  assignmentStream,
  certificateStream,
  frontEndStream,
  observationStream,
  rollPolicyStream,
  siteStream,
} from '../../domain/streams.js'
import { identityField, roleField, thumbprintField, fqdnField } from '../../domain/input/fields.js'
import { slotOf, type Slot } from '../../domain/values/slot.js'
import { Subject } from '../../domain/values/subject.js'
import { ThumbprintSha256, type Thumbprint } from '../../domain/values/thumbprint.js'
import type { Named } from './service.js'

type Input = Named['input']

const slotIn = ({ type, identity }: Input): Slot | null => {
  const role = roleField.parse(Array.isArray(type) && type.length === 1 ? type[0] : type)
  const scope = identityField.parse(identity ?? 'global')
  if (E.isLeft(role) || E.isLeft(scope)) return null
  const slot = slotOf(role.right, scope.right)
  return E.isRight(slot) ? slot.right : null
}

const slotStream = (input: Input, streamOf: (slot: Slot) => string): string | null => {
  const slot = slotIn(input)
  return slot === null ? null : streamOf(slot)
}

const ofFrontEnd = ({ fqdn }: Input, streamOf: typeof frontEndStream): string | null => {
  const read = fqdnField.parse(fqdn)
  return E.isRight(read) ? streamOf(read.right) : null
}

const ofAccess = ({ subject }: Input): string | null => (Subject.is(subject) ? accessStream(subject) : null)

/** Those that are about something else than their parameters look like; `null` is about several streams. */
const told: Partial<Readonly<Record<Named['name'], (input: Input) => string | null>>> = {
  ConfigureSite: () => siteStream,
  ShowSite: () => siteStream,
  ReplicateToFrontEnd: () => null,
  ReplicationStatus: () => null,
  RollEvidence: () => null,
  Log: () => null,
  ListDrift: () => null,
  SetRollPolicy: (input) => slotStream(input, rollPolicyStream),
  AcceptDrift: (input) => ofFrontEnd(input, observationStream),
}

/** The stream as the parameters tell it; undefined where a thumbprint has to be looked up. */
const fromParameters = ({ name, input }: Named): string | null | undefined => {
  const special = told[name]
  if (special !== undefined) return special(input)
  if (input['type'] !== undefined) return slotStream(input, assignmentStream)
  if (input['fqdn'] !== undefined) return ofFrontEnd(input, frontEndStream)
  if (input['subject'] !== undefined) return ofAccess(input)
  return input['thumbprint'] === undefined ? null : undefined
}

const ofCertificate = (
  { lookup }: Pick<Services, 'lookup'>,
  thumbprint: Thumbprint | ThumbprintSha256,
): TaskEither<ReadFailure, string | null> =>
  ThumbprintSha256.is(thumbprint)
    ? TE.right(certificateStream(thumbprint))
    : pipe(
        lookup.certificatesWith(thumbprint),
        TE.map(([only, ...others]) => (only === undefined || others.length > 0 ? null : certificateStream(only))),
      )

/**
 * The one stream that a command or question is about, from its parameters: the slot before the front end, the front end
 * before the certificate. null where it is about none, or about several.
 */
export const streamMeant = (
  services: Pick<Services, 'lookup'>,
  named: Named,
): TaskEither<ReadFailure, string | null> => {
  const stream = fromParameters(named)
  if (stream !== undefined) return TE.right(stream)
  const thumbprint = thumbprintField.parse(named.input['thumbprint'])
  return E.isLeft(thumbprint) ? TE.right(null) : ofCertificate(services, thumbprint.right)
}
