import { t } from '../prelude.js'

/** One entry of the subjectAltName extension. Source: RFC 5280 section 4.2.1.6. */
export const SubjectAlternativeName = t.readonly(
  t.type({ type: t.keyof({ dns: null, ip: null, email: null, uri: null, other: null }), value: t.string }),
)
export type SubjectAlternativeName = t.TypeOf<typeof SubjectAlternativeName>
