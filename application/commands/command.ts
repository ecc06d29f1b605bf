import type { Finding } from '../../domain/certificate/finding.js'
import type { CertificateFacts } from '../../domain/certificate/facts.js'
import type { CertificateRefusal } from '../../domain/certificate/errors.js'
import type { AssignmentRefusal } from '../../domain/assignment/errors.js'
import type { AccessRefusal } from '../../domain/access/errors.js'
import type { FrontEndRefusal } from '../../domain/front-end/errors.js'
import type { ObservationRefusal } from '../../domain/observation/errors.js'
import type { ReplicationRefusal } from '../../domain/replication/errors.js'
import type { SiteRefusal } from '../../domain/site/decide.js'
import { parseInput, type Fields, type InputNotUnderstood, type InputOf } from '../../domain/input/field.js'
import type { Instant } from '../../domain/values/instant.js'
import type { CommandRight } from '../../domain/values/rights.js'
import type { Slot, ScopeNotAllowed } from '../../domain/values/slot.js'
import type { TokenId } from '../../domain/values/token-digest.js'
import { stamped, type Asked, type CommandContext, type RevisionDiffers } from '../context.js'
import type { CertificateNotFound } from '../evidence.js'
import type { Handled } from '../handle.js'
import type { CertificateReadError } from '../ports/certificate-reader.js'
import type { AnswerNotSigned } from '../ports/answer-signer.js'
import type { KeyNotSealed } from '../ports/key-sealer.js'
import type { KeyVaultError } from '../ports/key-vault.js'
import type { PfxWriteError } from '../ports/pfx-writer.js'
import type { Secret } from '../ports/secret.js'
import type { StoreError } from '../ports.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'

/** Input that no field alone shows to be wrong. */
export type UsageError =
  | { readonly _tag: 'EffectiveDateMissing' }
  | { readonly _tag: 'RollFlagMissing' }
  | { readonly _tag: 'RoleMissing' }
  | { readonly _tag: 'ReasonMissing'; readonly command: string }
  | { readonly _tag: 'ExactlyOneOf'; readonly fields: ReadonlyArray<string> }
  | { readonly _tag: 'IdentityRequired'; readonly role: string }

/** Everything that can keep a command from being done; each has its words in one place. */
export type CommandError =
  | InputNotUnderstood
  | UsageError
  | ScopeNotAllowed
  | CertificateNotFound
  | CertificateRefusal
  | AssignmentRefusal
  | SiteRefusal
  | AccessRefusal
  | FrontEndRefusal
  | ObservationRefusal
  | ReplicationRefusal
  | CertificateReadError
  | KeyVaultError
  | PfxWriteError
  | KeyNotSealed
  | AnswerNotSigned
  | RevisionDiffers
  | StoreError

/**
 * A token or invitation to hand to whoever asked: never logged, never stored. `text` is null where it was handed out
 * before, with the first answer to this command.
 */
export type IssuedToken = {
  readonly id: TokenId
  readonly text: Secret | null
  readonly expiresAt: Instant | null
}

/** What a command did: what it recorded (nothing for a repeat), what was noticed, and what it hands out. */
export type CommandResult = {
  readonly events: Handled<unknown>['events']
  /** `slot` where the finding concerns one of several. */
  readonly findings: ReadonlyArray<Finding & { readonly slot?: Slot }>
  readonly certificate?: CertificateFacts & { readonly hasPrivateKey: boolean }
  /** A file to hand to whoever asked: never logged, never stored. */
  readonly file?: { readonly bytes: Uint8Array; readonly mediaType: string; readonly containsPrivateKey: boolean }
  readonly token?: IssuedToken
}

/** A command as data: its name, what it is for, who may send it, its parameters and what it does. */
export type CommandSpec<F extends Fields> = {
  readonly name: string
  readonly summary: string
  readonly right: CommandRight
  readonly fields: F
  readonly run: (
    services: Services,
  ) => (input: InputOf<F>, context: CommandContext) => TaskEither<CommandError, CommandResult>
}

/** A command of the catalogue. `execute` reads the input, stamps it and runs it: the one way in for every face. */
export type Command = Omit<CommandSpec<Fields>, 'run'> & {
  readonly execute: (
    services: Services,
    raw: Readonly<Record<string, unknown>>,
    asked: Asked,
  ) => TaskEither<CommandError, CommandResult>
}

/** Closes a spec over the types of its fields. Unknown parameters are refused. */
export const command = <F extends Fields>({ run, ...described }: CommandSpec<F>): Command => ({
  ...described,
  execute: (services, raw, asked) =>
    pipe(
      TE.fromEither(parseInput(described.fields, raw)),
      TE.chainFirstW(() => services.refresh),
      TE.chainW((input) => run(services)(input, stamped(services, asked))),
    ),
})
