import { t } from '../prelude.js'

/** Where a certificate stands in a slot. */
export const Place = t.keyof({ current: null, previous: null, staged: null })
export type Place = t.TypeOf<typeof Place>
