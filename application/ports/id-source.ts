import type { Uuid } from '../../domain/values/uuid.js'

/**
 * Identifiers. `derived` is a UUID v5: the same parts give the same id, on every machine. Source: RFC 9562
 * section 5.5.
 */
export type IdSource = {
  readonly fresh: () => Uuid
  readonly derived: (parts: ReadonlyArray<string>) => Uuid
}
