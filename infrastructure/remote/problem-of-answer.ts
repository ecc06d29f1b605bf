import { t } from '../../domain/prelude.js'
import type { RemoteError } from '../shared/told-by-server.js'

const Document = t.intersection([
  t.type({ type: t.string, title: t.string, detail: t.string, remedy: t.string }),
  t.record(t.string, t.unknown),
])

/** Between this program and the server something else answered, as it does not reach it. */
const isFromBetween = (status: number): boolean => status >= 502 && status <= 504

/** What an answer that is none says: the server's problem, or that something else answers there. Source: RFC 9457. */
export const problemOfAnswer = (server: string, status: number, content: unknown): RemoteError => {
  if (Document.is(content)) {
    const { type, title, detail, remedy, status: _, ...facts } = content
    return { _tag: 'ToldByServer', status, type, title, detail, remedy, facts }
  }
  if (isFromBetween(status)) return { _tag: 'ServerUnavailable', server, reason: `HTTP_${status}` }
  const because = status >= 300 && status < 400 ? 'redirect' : 'otherForm'
  return { _tag: 'ServerAnswerNotUnderstood', server, because }
}
