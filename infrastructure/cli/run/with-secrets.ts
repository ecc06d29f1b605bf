import type { Secret } from '../../../application/ports/secret.js'
import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import { problemOf, type SpokenError } from '../../wording/problem.js'
import { askSecret } from '../input/ask.js'
import type { Terminal } from '../world.js'

/** What opens a vault, and what opens a file; null where it was not given. */
export type Secrets = { readonly passphrase: Secret | null; readonly password: Secret | null }

/**
 * What would help against an error: a secret that was not given yet. The vault of a server is opened there, or not at
 * all; the password of a file is the same wherever it is read.
 */
const lacking = (error: SpokenError, { passphrase, password }: Secrets): keyof Secrets | null => {
  if (error._tag === 'VaultPassphraseRequired' && passphrase === null) return 'passphrase'
  return problemOf(error).type === 'PasswordRequired' && password === null ? 'password' : null
}

const questions = { passphrase: 'Passphrase of the vault', password: 'Password of the file' } as const

/**
 * Tries with the secrets that were given. Where one turns out to be needed, it is asked for at the terminal, and tried
 * again; nothing was recorded by then.
 */
export const withSecrets = <A>(
  terminal: Terminal | null,
  secrets: Secrets,
  attempt: (secrets: Secrets) => TaskEither<SpokenError, A>,
): TaskEither<SpokenError, A> =>
  pipe(
    attempt(secrets),
    TE.orElse((error) => {
      const lack = lacking(error, secrets)
      if (lack === null || terminal === null) return TE.left(error)
      return pipe(
        askSecret(terminal, questions[lack]),
        TE.chainW((secret) =>
          secret === null ? TE.left(error) : withSecrets(terminal, { ...secrets, [lack]: secret }, attempt)),
      )
    }),
  )
