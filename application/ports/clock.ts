import type { Instant } from '../../domain/values/instant.js'

/** The only source of the present. Not promised: that it never jumps back. */
export type Clock = { readonly now: () => Instant }
