import { resolve } from 'node:path'
import type { Secret } from '../../../application/ports/secret.js'
import { E, pipe, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import { parseInput, type InputOf } from '../../../domain/input/field.js'
import { serveLedger, type Served, type ServeOptions } from '../../system/serve-ledger.js'
import { exitCodes, type ExitCode } from '../../wording/exit-codes.js'
import type { SpokenError } from '../../wording/problem.js'
import { only } from '../arguments/raw-values.js'
import { passwordInFile } from '../input/password-source.js'
import { notice } from '../output/notice.js'
import { isForPrograms } from '../output/machine-format.js'
import type { Call } from '../table/cli-command.js'
import { programVersion } from './program-version.js'
import { serveFields } from './serve-fields.js'
import { withSecrets } from './with-secrets.js'

type Input = InputOf<typeof serveFields>

const DEFAULT_ADDRESS = '127.0.0.1:8443'

/** Certificate and key belong together; authorities of clients need both. */
const tlsOf = (
  { world: { cwd } }: Call,
  { tlsCertificate, tlsKey, clientCa }: Input,
): Either<SpokenError, ServeOptions['tls']> => {
  if (tlsCertificate === null && tlsKey === null && clientCa === null) return E.right(null)
  const missing = [['tlsCertificate', tlsCertificate], ['tlsKey', tlsKey]] as const
  const problems = missing.flatMap(([field, value]) =>
    value === null ? [{ field, problem: { _tag: 'Missing' as const } }] : [])
  return tlsCertificate === null || tlsKey === null
    ? E.left({ _tag: 'InputNotUnderstood', problems, unknown: [] })
    : E.right({
        certificate: resolve(cwd, tlsCertificate),
        privateKey: resolve(cwd, tlsKey),
        clientAuthorities: clientCa === null ? null : resolve(cwd, clientCa),
      })
}

const passphraseOf = ({ setting, world }: Call): TaskEither<SpokenError, Secret | null> =>
  setting.passphraseFile === null ? TE.right(null) : passwordInFile(setting.passphraseFile, world)

const HINT = 'nobody may administer yet: `certledger access grant NAME --roles administrator` gives the first token'

/** The address on standard output, so that a program that started the server finds it. */
const announced = (call: Call, { url, hasAdministrator }: Served): TaskEither<SpokenError, void> => {
  const text = isForPrograms(call.setting.format) ? JSON.stringify({ url }) : `listening on ${url}`
  return pipe(
    call.world.stdout.write(`${text}\n`),
    TE.chainW(() => (hasAdministrator ? TE.right(undefined) : notice(call, HINT))),
  )
}

const untilInterrupted = ({ world: { interruption } }: Call): Promise<void> =>
  new Promise((done) => {
    if (interruption.aborted) done()
    else interruption.addEventListener('abort', () => done(), { once: true })
  })

const served = (call: Call, options: ServeOptions): TaskEither<SpokenError, ExitCode> =>
  TE.bracket(
    serveLedger(options),
    (running) =>
      pipe(
        announced(call, running),
        TE.chainFirstTaskK(() => () => untilInterrupted(call)),
        TE.map((): ExitCode => exitCodes.fine),
      ),
    ({ stop }) => TE.fromTask(stop),
  )

/** Serves the ledger over HTTP until it is stopped. Its log goes to standard error, a line of JSON each. */
export const serve = (call: Call): TaskEither<SpokenError, ExitCode> =>
  pipe(
    TE.Do,
    TE.bindW('input', () => TE.fromEither(parseInput(serveFields, only(serveFields, call.raw)))),
    TE.bindW('tls', ({ input }) => TE.fromEither(tlsOf(call, input))),
    TE.bindW('passphrase', () => passphraseOf(call)),
    TE.chainW(({ input, tls, passphrase: given }) =>
      withSecrets(call.setting.terminal, { passphrase: given, password: null }, ({ passphrase }) =>
        served(call, {
          directory: call.setting.directory,
          create: false,
          passphrase,
          listen: input.listen ?? DEFAULT_ADDRESS,
          tls,
          version: programVersion(),
          writeLog: (line) => {
            if (!call.setting.quiet) void call.world.stderr.write(line)()
          },
        }))),
  )
