import type { AccessCommand, Expiry } from '../../domain/access/commands.js'
import { access } from '../../domain/access/decide.js'
import { accessRolesField, endField, subjectField, type End } from '../../domain/input/access-fields.js'
import { optional } from '../../domain/input/field.js'
import { durationField, flagField, oneOfField } from '../../domain/input/fields.js'
import { accessStream } from '../../domain/streams.js'
import { plusMs } from '../../domain/values/instant.js'
import type { Subject } from '../../domain/values/subject.js'
import type { TokenMark } from '../../domain/values/token-digest.js'
import type { CommandContext } from '../context.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import { command, type CommandError, type CommandResult } from './command.js'
import { issuedToken } from './issued-token.js'

const forceField = flagField('even where nobody is administrator afterwards')

const expiryOf = (end: End | null, { at }: CommandContext): Expiry => {
  if (end === null || end === 'never') return end
  return 'at' in end ? end.at : plusMs(at, end.afterMs)
}

/** Whether somebody else is administrator is evidence: in this process it does not change until the decision. */
const guarded = <A>(
  services: Services,
  { at }: CommandContext,
  subject: Subject,
  decide: (hasOtherAdministrator: boolean) => TaskEither<CommandError, A>,
): TaskEither<CommandError, A> =>
  services.inCustody(
    'access',
    pipe(
      services.lookup.administrators(at),
      TE.chainW((administrators) => decide(administrators.some((other) => other !== subject))),
    ),
  )

const withToken = (
  { handle, tokens }: Services,
  context: CommandContext,
  subject: Subject,
  said: (token: TokenMark) => AccessCommand,
): TaskEither<CommandError, CommandResult> => {
  const fresh = tokens.fresh('clt')
  return pipe(
    handle(access, context, accessStream(subject), said(fresh.mark)),
    TE.map(({ events }) => ({ events, findings: [], ...issuedToken(events, fresh, context) })),
  )
}

/** Gives a person or service roles, and a token that is shown once; whoever has access already keeps his token. */
export const grantAccess = command({
  name: 'GrantAccess',
  summary: 'Grant a person or service access, or change the roles and the end of it',
  right: 'administer',
  fields: {
    subject: subjectField,
    roles: accessRolesField,
    kind: optional(oneOfField('who it is; left out: a person, or as it was', ['person', 'service'])),
    expires: optional(endField('when it ends: a span, a date, or never; left out: 365d, or as it was')),
    force: forceField,
  },
  run:
    (services) =>
    ({ subject, roles, kind, expires, force }, context) =>
      guarded(services, context, subject, (hasOtherAdministrator) =>
        withToken(services, context, subject, (token) => ({
          type: 'GrantAccess',
          data: {
            subject,
            roles,
            kind,
            token,
            expiry: expiryOf(expires, context),
            hasOtherAdministrator,
            force,
            at: context.at,
          },
        }))),
})

const USUAL_OVERLAP_MS = 24 * 3_600_000

/** Gives a new token; the one before it holds a little longer, so that programs can be given the new one. */
export const rotateToken = command({
  name: 'RotateToken',
  summary: 'Give a new token to whoever has access; the one before it holds a little longer',
  right: 'administer',
  fields: {
    subject: subjectField,
    expires: optional(endField('when the new one expires: a span, a date, or never; left out: the same span again')),
    overlap: optional(durationField('how long the one before it holds; left out: 24h')),
    now: flagField('the one before it holds no longer'),
  },
  run:
    (services) =>
    ({ subject, expires, overlap, now }, context) =>
      now && overlap !== null
        ? TE.left({ _tag: 'ExactlyOneOf', fields: ['overlap', 'now'] })
        : withToken(services, context, subject, (token) => ({
            type: 'RotateToken',
            data: {
              subject,
              token,
              expiry: expiryOf(expires, context),
              overlapMs: now ? 0 : (overlap ?? USUAL_OVERLAP_MS),
              at: context.at,
            },
          })),
})

/** Takes all roles and tokens away, from the very next request on. */
export const revokeAccess = command({
  name: 'RevokeAccess',
  summary: 'Revoke all access of a person or service; no token holds any more',
  right: 'administer',
  fields: { subject: subjectField, force: forceField },
  run:
    (services) =>
    ({ subject, force }, context) =>
      guarded(services, context, subject, (hasOtherAdministrator) =>
        pipe(
          services.handle(access, context, accessStream(subject), {
            type: 'RevokeAccess',
            data: { subject, force, hasOtherAdministrator, at: context.at },
          }),
          TE.map(({ events }) => ({ events, findings: [] })),
        )),
})
