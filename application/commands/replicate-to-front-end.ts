import { frontEnd } from '../../domain/front-end/decide.js'
import { optional } from '../../domain/input/field.js'
import { flagField, fqdnField, identityField, roleField } from '../../domain/input/fields.js'
import { frontEndStream } from '../../domain/streams.js'
import type { CertificateRole } from '../../domain/values/certificate-role.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import type { Scope } from '../../domain/values/scope.js'
import { isGlobalRole, slotOf, slotText } from '../../domain/values/slot.js'
import type { CommandContext } from '../context.js'
import type { MeantFor } from '../ports/delivery-lookup.js'
import { E, pipe, TE, type Either, type TaskEither } from '../prelude.js'
import { requestDelivery } from '../reactions/request-delivery.js'
import type { Services } from '../services.js'
import { command, type CommandError, type CommandResult } from './command.js'

type Meant = MeantFor['entries'][number]

const registered = ({ load }: Pick<Services, 'load'>, fqdn: Fqdn): TaskEither<CommandError, void> =>
  pipe(
    load(frontEnd, frontEndStream(fqdn)),
    TE.chainW(({ state }) =>
      state._tag === 'Registered'
        ? TE.right(undefined)
        : TE.left<CommandError>({ _tag: 'FrontEndNotRegistered', fqdn })),
  )

const isIdle = ({ delivery }: Meant): boolean => delivery === null || delivery.progress === 'failed'

type Which = { readonly type: CertificateRole | null; readonly identity: Scope | null; readonly force: boolean }

const isNamed = ({ type, identity }: Omit<Which, 'force'>) => ({ slot }: Meant): boolean =>
  (type === null || slot.role === type) && (identity === null || slot.scope === identity)

/** What is meant twice in a slot, as previous and as staged, is one delivery. */
const isFirst = ({ slot, generation }: Meant, index: number, all: ReadonlyArray<Meant>): boolean =>
  all.findIndex((other) => slotText(other.slot) === slotText(slot) && other.generation === generation) === index

/** What is named and meant; a slot that is named and holds nothing for this front end is refused. */
const wantedOf = (
  fqdn: Fqdn,
  { type, identity, force }: Which,
  meant: ReadonlyArray<Meant>,
): Either<CommandError, ReadonlyArray<Meant>> => {
  const named = meant.filter(isNamed({ type, identity }))
  const wanted = named.filter((one) => force || isIdle(one)).filter(isFirst)
  if (type === null || named.length > 0) return E.right(wanted)
  return pipe(
    slotOf(type, identity ?? (isGlobalRole(type) ? 'global' : fqdn)),
    E.chainW((slot): Either<CommandError, never> =>
      E.left({ _tag: 'DeliveryNotRequested', fqdn, slot, generation: null })),
  )
}

const invoked = (
  services: Services,
  context: CommandContext,
  fqdn: Fqdn,
  wanted: ReadonlyArray<Meant>,
): TaskEither<CommandError, CommandResult> =>
  pipe(
    wanted,
    TE.traverseSeqArray((meant) => requestDelivery(services, context, fqdn, meant, 'invoked')),
    TE.map((events) => ({ events: events.flat(), findings: [] })),
  )

/**
 * Asks for what a front end lacks; with force for a full copy of everything that is meant for it. What no agent has
 * collected yet is not asked for again. A slot that is named, and in which nothing that can be delivered is meant, is
 * refused with `DeliveryNotRequested`. Source: FIELD 4.2 (Invoke-CsManagementStoreReplication).
 */
export const replicateToFrontEnd = command({
  name: 'ReplicateToFrontEnd',
  summary: 'Deliver to a front end what it lacks, or all that is meant for it',
  right: 'operate',
  fields: {
    fqdn: fqdnField,
    type: optional(roleField),
    identity: optional(identityField),
    force: flagField('all that is meant for it, also what was delivered'),
  },
  run: (services) => ({ fqdn, ...which }, context) =>
    pipe(
      registered(services, fqdn),
      TE.chainW(() => services.lookup.meantFor(fqdn, context.at)),
      TE.chainEitherKW(({ entries }) => wantedOf(fqdn, which, entries)),
      TE.chainW((wanted) => invoked(services, context, fqdn, wanted)),
    ),
})
