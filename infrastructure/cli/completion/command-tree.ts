/** What can stand as the value of an option, or as an argument, and what a shell offers for it. */
export type ValueOffer =
  /** Free text: nothing is offered. */
  | { readonly _tag: 'Text' }
  /** One of a few words; with `list`, several of them separated by commas. */
  | { readonly _tag: 'Words'; readonly words: ReadonlyArray<string>; readonly list: boolean }
  /** A file; `extensions` without dot, in small letters, matched in any case; empty: any file. Directories lead on. */
  | { readonly _tag: 'File'; readonly extensions: ReadonlyArray<string> }
  | { readonly _tag: 'Directory' }

/** An option: `names` as typed (`--output`, `-o`), the long one first; `value` null for a flag. */
export type OptionNode = {
  readonly names: ReadonlyArray<string>
  readonly summary: string
  readonly value: ValueOffer | null
  /** True where it may be given again; otherwise a shell that keeps count offers it once. */
  readonly repeatable: boolean
}

/** An argument without a name, in its place; `name` as help shows it. */
export type ArgumentNode = { readonly name: string; readonly value: ValueOffer }

/** A noun, a verb, or a command that is both (`log`): what can follow it. */
export type CommandNode = {
  /** Letters, digits and hyphens. */
  readonly name: string
  /** One line. */
  readonly summary: string
  readonly options: ReadonlyArray<OptionNode>
  readonly arguments: ReadonlyArray<ArgumentNode>
  readonly children: ReadonlyArray<CommandNode>
}

/** The whole command line; `options` hold for every command and may stand anywhere. */
export type CommandTree = {
  /** Name of the program: letters, digits and hyphens. */
  readonly program: string
  readonly options: ReadonlyArray<OptionNode>
  readonly children: ReadonlyArray<CommandNode>
}

/** The shells that completion is written for. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const

export type Shell = (typeof shells)[number]
