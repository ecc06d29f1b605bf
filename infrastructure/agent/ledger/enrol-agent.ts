import { EnrolAnswer } from '../../../application/agents/protocol.js'
import { pipe, TE } from '../../../application/prelude.js'
import type { PublicKeyText } from '../../../domain/values/agent-keys.js'
import type { Uuid } from '../../../domain/values/uuid.js'
import { uncheckedContent } from './messages.js'
import { believed, distrusted, posted, type Asked, type Speaker } from './speaking.js'

/**
 * Asks to be enrolled, or what has become of it. With nothing pinned yet, the key that the answer names is believed
 * once: that it is the ledger's is vouched for by TLS, and by the person who compares fingerprints.
 */
export const enrolAgent = (
  speaker: Speaker,
  invitation: string,
  pinned: { readonly ledger: Uuid; readonly signingKey: PublicKeyText } | null,
): Asked<EnrolAnswer> => {
  const { fqdn, keys: { keys, fingerprint }, machine, version } = speaker
  const message = { fqdn, invitation, keys, machine, version, sentAt: speaker.now() }
  return pipe(
    posted(speaker, 'enrol', message),
    TE.chain((exchange) => {
      const claimed = uncheckedContent(exchange.answer)
      if (!EnrolAnswer.is(claimed)) return TE.left(distrusted(speaker, 'malformed'))
      if (pinned !== null && claimed.signingKey !== pinned.signingKey) return TE.left(distrusted(speaker, 'otherKey'))
      return believed(speaker, claimed.signingKey, EnrolAnswer)(exchange)
    }),
    TE.filterOrElse(({ ledger }) => pinned === null || ledger === pinned.ledger, () =>
      distrusted(speaker, 'otherLedger')),
    TE.filterOrElse((answer) => answer.fingerprint === fingerprint, () => distrusted(speaker, 'malformed')),
  )
}
