import type { t } from '../../../application/prelude.js'
import { hasChoices, hasItems, hasMembers, wrapsOne } from '../codec/codec-kinds.js'

/** The names of all members that a codec describes, at any depth. */
export const memberNames = (codec: t.Mixed): ReadonlyArray<string> => {
  if (wrapsOne(codec) || hasItems(codec)) return memberNames(codec.type)
  if (hasChoices(codec)) return codec.types.flatMap(memberNames)
  if (!hasMembers(codec)) return []
  return Object.entries(codec.props).flatMap(([name, member]) => [name, ...memberNames(member)])
}
