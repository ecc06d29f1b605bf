import type { t } from './prelude.js'

/** A table of codecs keyed by message type: the names are the storage format, so a published one is never renamed. */
export type CodecTable = Readonly<Record<string, t.Mixed>>

/** The union of the messages that a table describes. */
export type MessageOf<Table extends CodecTable> = {
  readonly [T in keyof Table & string]: { readonly type: T; readonly data: t.TypeOf<Table[T]> }
}[keyof Table & string]
