import { assignment } from '../../domain/assignment/decide.js'
import { slotNow } from '../../domain/assignment/roll-window.js'
import { frontEnd } from '../../domain/front-end/decide.js'
import { flagField, fqdnField } from '../../domain/input/fields.js'
import { assignmentStream, frontEndStream } from '../../domain/streams.js'
import { certificateRoles } from '../../domain/values/certificate-role.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import type { Instant } from '../../domain/values/instant.js'
import { slotOf, type Slot } from '../../domain/values/slot.js'
import type { LogFailure } from '../ports/event-log.js'
import { E, pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import { command } from './command.js'

const slotsOf = (fqdn: Fqdn): ReadonlyArray<Slot> =>
  certificateRoles.flatMap((role) => {
    const slot = slotOf(role, fqdn)
    return E.isRight(slot) ? [slot.right] : []
  })

/** The slots of its own that hold a certificate, or will. */
const assignedTo = (
  { load }: Pick<Services, 'load'>,
  fqdn: Fqdn,
  at: Instant,
): TaskEither<LogFailure, ReadonlyArray<Slot>> =>
  pipe(
    slotsOf(fqdn),
    TE.traverseSeqArray((slot) =>
      pipe(
        load(assignment, assignmentStream(slot)),
        TE.map(({ state }) => {
          const { current, staged } = slotNow(state, at)
          return current === null && staged === null ? [] : [slot]
        }),
      )),
    TE.map((found) => found.flat()),
  )

/**
 * Ends a front end: its agent is not listened to any more, and nothing is delivered there. While slots of its own hold
 * certificates only with force, and with a reason. Repeat: no event.
 */
export const decommissionFrontEnd = command({
  name: 'DecommissionFrontEnd',
  summary: 'Take a front end out of service: its agent is not listened to any more',
  right: 'administer',
  fields: {
    fqdn: fqdnField,
    force: flagField('even while certificates are assigned to it; needs --reason'),
  },
  run: (services) => ({ fqdn, force }, context) =>
    force && context.reason === null
      ? TE.left({ _tag: 'ReasonMissing', command: 'DecommissionFrontEnd' })
      : pipe(
          force ? TE.right([]) : assignedTo(services, fqdn, context.at),
          TE.chainW((assigned) =>
            services.handle(frontEnd, context, frontEndStream(fqdn), {
              type: 'DecommissionFrontEnd',
              data: { fqdn, assigned, at: context.at },
            })),
          TE.map(({ events }) => ({ events, findings: [] })),
        ),
})
