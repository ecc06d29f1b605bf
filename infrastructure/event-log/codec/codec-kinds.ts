import { t } from '../../../application/prelude.js'

/** True for `t.readonly(…)` and for brands: codecs that say something about one other codec. */
export const wrapsOne = (codec: t.Mixed): codec is t.ReadonlyType<t.Mixed> | t.RefinementType<t.Mixed> =>
  codec instanceof t.ReadonlyType || codec instanceof t.RefinementType

/** True for brands, which add a predicate. */
export const isBrand = (codec: t.Mixed): codec is t.RefinementType<t.Mixed> => codec instanceof t.RefinementType

/** True for codecs of objects with named members. */
export const hasMembers = (codec: t.Mixed): codec is t.InterfaceType<Record<string, t.Mixed>> =>
  codec instanceof t.InterfaceType

/** True for codecs of arrays, read-only or not. */
export const hasItems = (codec: t.Mixed): codec is t.ReadonlyArrayType<t.Mixed> =>
  codec instanceof t.ReadonlyArrayType || codec instanceof t.ArrayType

/** True for codecs that leave a choice. */
export const hasChoices = (codec: t.Mixed): codec is t.UnionType<Array<t.Mixed>> => codec instanceof t.UnionType
