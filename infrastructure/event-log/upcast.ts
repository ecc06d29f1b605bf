/** What a stored event says, before the domain has seen it. */
export type StoredContent = { readonly type: string; readonly schemaVersion: number; readonly data: unknown }

/** Content of one past shape as the next one. It may rename the type, and must raise the version. */
export type Lift = (content: StoredContent) => StoredContent

/** Lifts keyed by the shape that they take: `CertificateAssigned@1`. */
export type LiftTable = Readonly<Record<string, Lift>>

/** Every past shape that was ever published. None is past yet. */
export const lifts: LiftTable = {}

/**
 * Content in the newest shape that the table knows: lifts are applied one after the other until none fits.
 * Content in the present shape comes back as it is. Throws where a lift does not raise the version: it would
 * never end.
 */
export const upcast = (table: LiftTable) => (content: StoredContent): StoredContent => {
  let current = content
  for (;;) {
    const lift = table[`${current.type}@${current.schemaVersion}`]
    if (lift === undefined) return current
    const lifted = lift(current)
    if (lifted.schemaVersion <= current.schemaVersion) {
      throw new TypeError(`the lift of ${current.type}@${current.schemaVersion} goes nowhere`)
    }
    current = lifted
  }
}
