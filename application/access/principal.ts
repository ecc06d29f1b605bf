import type { AccessRole } from '../../domain/values/access-role.js'

/** Who asks, and what he may do. Agents are none: they speak to routes of their own. */
export type Principal = {
  readonly kind: 'person' | 'service'
  readonly name: string
  readonly roles: ReadonlyArray<AccessRole>
}
