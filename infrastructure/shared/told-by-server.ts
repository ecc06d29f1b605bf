/**
 * A problem in the words of the server that told it: they are shown as they are, also where its version knows more
 * kinds of problems than this one. `type` is the tag that the error has there. Source: RFC 9457.
 */
export type ToldByServer = {
  readonly _tag: 'ToldByServer'
  readonly status: number
  readonly type: string
  readonly title: string
  readonly detail: string
  readonly remedy: string
  readonly facts: Readonly<Record<string, unknown>>
}

/** What a server noticed, in its words. */
export type ToldFinding = {
  readonly _tag: 'ToldByServer'
  readonly type: string
  readonly severity: 'forbidden' | 'refused' | 'warning' | 'notice'
  readonly detail: string
  /** What `slot` names is among them, as a text. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** What goes wrong between a program and the server that it asks. */
export type RemoteError =
  /** `reason` is a code such as `ECONNREFUSED`, or `HTTP_502`. What was sent last may have been done or not. */
  | { readonly _tag: 'ServerUnavailable'; readonly server: string; readonly reason: string }
  /** Whatever answers there is no server of this program, or of a version that says things otherwise. */
  | {
      readonly _tag: 'ServerAnswerNotUnderstood'
      readonly server: string
      readonly because: 'otherForm' | 'tooLarge' | 'redirect'
    }
  | ToldByServer
