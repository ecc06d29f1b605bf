import { resolve } from 'node:path'
import { E, pipe, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import { parseInput, type InputNotUnderstood, type InputOf } from '../../../domain/input/field.js'
import { enrolHere, statusHere, type Enrolment, type EnrolOptions } from '../../system/agent.js'
import { exitCodes, type ExitCode } from '../../wording/exit-codes.js'
import type { SpokenError } from '../../wording/problem.js'
import { only } from '../arguments/raw-values.js'
import { askSecret } from '../input/ask.js'
import { passwordInFile } from '../input/password-source.js'
import { isForPrograms } from '../output/machine-format.js'
import type { Call } from '../table/cli-command.js'
import { enrolFields } from './agent-fields.js'
import { fingerprintLines } from './fingerprint-lines.js'
import { programVersion } from './program-version.js'

type Wish = InputOf<typeof enrolFields>

const missing = (field: keyof Wish): InputNotUnderstood => ({
  _tag: 'InputNotUnderstood',
  problems: [{ field, problem: { _tag: 'Missing' } }],
  unknown: [],
})

const asked = ({ setting }: Call): TaskEither<SpokenError, string> =>
  setting.terminal === null
    ? TE.left(missing('invitationFile'))
    : pipe(
      askSecret(setting.terminal, 'Invitation'),
      TE.chainW((typed) => (typed === null ? TE.left(missing('invitationFile')) : TE.right(textOf(typed.reveal())))),
    )

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8').trim()

/** The invitation; none is needed any more once the ledger has answered. */
const invitation = (call: Call, { state, invitationFile }: Wish): TaskEither<SpokenError, string> =>
  invitationFile === null
    ? async () => {
      const found = await statusHere(resolve(call.world.cwd, state))()
      return E.isRight(found) && found.right.ledger !== null ? E.right('') : asked(call)()
    }
    : pipe(passwordInFile(invitationFile, call.world), TE.map((secret) => textOf(secret.reveal())))

/** The files that are shown to a server that asks for a certificate: both, or none. */
const client = (call: Call, { clientCertificate, clientKey }: Wish): Either<SpokenError, EnrolOptions['client']> => {
  if (clientCertificate === null && clientKey === null) return E.right(null)
  if (clientCertificate === null) return E.left(missing('clientCertificate'))
  if (clientKey === null) return E.left(missing('clientKey'))
  const { cwd } = call.world
  return E.right({ certificate: resolve(cwd, clientCertificate), privateKey: resolve(cwd, clientKey) })
}

const sentences = ({ state, fqdn, fingerprint }: Enrolment): string => {
  const shown = `Fingerprint of its keys:\n\n${fingerprintLines(fingerprint)}\n`
  switch (state) {
    case 'pending':
      return `The agent of ${fqdn} waits to be confirmed. ${shown}\nRead it to the administrator, who compares it.\n`
    case 'enrolled':
      return `The agent of ${fqdn} is enrolled. ${shown}`
    case 'declined':
      return `The enrolment of the agent of ${fqdn} was declined. ${shown}`
  }
}

const written = ({ world, setting }: Call, enrolment: Enrolment): TaskEither<SpokenError, ExitCode> =>
  pipe(
    world.stdout.write(isForPrograms(setting.format) ? `${JSON.stringify(enrolment)}\n` : sentences(enrolment)),
    TE.map(() => (enrolment.state === 'declined' ? exitCodes.denied : exitCodes.fine)),
  )

/** Has this machine's agent enrolled, and shows the fingerprint that people compare. Repeat: tells how it stands. */
export const enrolAgent = (call: Call): TaskEither<SpokenError, ExitCode> =>
  pipe(
    TE.fromEither(parseInput(enrolFields, only(enrolFields, call.raw))),
    TE.bindTo('wish'),
    TE.bindW('client', ({ wish }) => TE.fromEither(client(call, wish))),
    TE.bindW('invitation', ({ wish }) => invitation(call, wish)),
    TE.chainW(({ wish: { server, fqdn, state, store, ca }, client: shown, invitation: text }) => {
      const { cwd, interruption } = call.world
      return enrolHere({
        state: resolve(cwd, state),
        store: resolve(cwd, store),
        ca: ca === null ? null : resolve(cwd, ca),
        client: shown,
        server,
        fqdn,
        invitation: text,
        version: programVersion(),
        signal: interruption,
      })
    }),
    TE.chainW((enrolment) => written(call, enrolment)),
  )
