/** What goes wrong in a face before a command or question is sent, or after it was answered. */
export type FaceError =
  /** `reason` is a code of the operating system such as `ENOENT`. */
  | { readonly _tag: 'FileUnreadable'; readonly path: string; readonly reason: string }
  | { readonly _tag: 'FileTooLargeToRead'; readonly path: string; readonly limitBytes: number }
  | { readonly _tag: 'PasswordOnCommandLine' }
  | { readonly _tag: 'TokenOnCommandLine' }
  /** A directory and a server were both typed. */
  | { readonly _tag: 'LedgerAndServer' }
  /** A server knows from the token who asks. */
  | { readonly _tag: 'ActorGivenByToken' }
  /** A command of this machine alone. */
  | { readonly _tag: 'NotForServer'; readonly command: string }
  /** `sources` are the places that each gave one. */
  | { readonly _tag: 'PasswordSourceAmbiguous'; readonly sources: ReadonlyArray<string> }
  /** A new password was typed twice, each time another. */
  | { readonly _tag: 'PasswordsDiffer' }
  /** `action` says what is to be confirmed, as in "Destroy the private key of …". */
  | { readonly _tag: 'ConfirmationRequired'; readonly action: string }
  /** The person was asked and said no. */
  | { readonly _tag: 'NotConfirmed'; readonly action: string }
  | { readonly _tag: 'OutputExists'; readonly path: string }
  | { readonly _tag: 'OutputUnwritable'; readonly path: string; readonly reason: string }
  | { readonly _tag: 'UnknownCommand'; readonly name: string; readonly suggestions: ReadonlyArray<string> }
  | {
      readonly _tag: 'UnknownOption'
      readonly name: string
      readonly command: string
      readonly suggestions: ReadonlyArray<string>
    }
  | { readonly _tag: 'OptionWithoutValue'; readonly name: string; readonly command: string }
  | { readonly _tag: 'ArgumentUnexpected'; readonly value: string; readonly command: string }
  /** An argument that only stands in its place; `allowed` is empty where it is free text. */
  | {
      readonly _tag: 'ArgumentMissing'
      readonly argument: string
      readonly allowed: ReadonlyArray<string>
      readonly command: string
    }
  /** Words that no command ends with; `commands` are those that begin so. */
  | { readonly _tag: 'CommandIncomplete'; readonly command: string; readonly commands: ReadonlyArray<string> }
  /** What was typed at the terminal is longer than a line may be. */
  | { readonly _tag: 'TypedTooLong'; readonly limitBytes: number }
  /** `signal` such as `SIGINT`. */
  | { readonly _tag: 'Interrupted'; readonly signal: string }
  /** A defect of the program; `id` finds it in the diagnostic output. */
  | { readonly _tag: 'Unexpected'; readonly id: string }
