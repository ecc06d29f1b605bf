import type { AppendError } from '../../application/ports/event-log.js'
import { E, type Either } from '../../application/prelude.js'
import type { ProposedEvent } from '../../domain/envelope.js'
import { domainEvents, type DomainEvent } from '../../domain/events.js'
import { memberNames } from './firewall/member-names.js'
import { maySayKey } from './firewall/private-key-text.js'
import { secretIn } from './firewall/secret-search.js'

const stampNames = [
  'actor', 'address', 'data', 'face', 'kind', 'name', 'onBehalfOf', 'origin', 'reason', 'stream', 'ticket',
]

const stampOnly: ReadonlySet<string> = new Set(stampNames)

const knownNames: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(domainEvents).map(([type, codec]) => [type, new Set([...stampNames, ...memberNames(codec)])]),
)

/** The texts of an event's envelope in which anything could stand. */
export const freeTextsOf = (stream: string, { actor, origin, reason, ticket }: ProposedEvent): Array<string> => [
  stream, actor.name, actor.onBehalfOf ?? '', origin.address ?? '', reason ?? '', ticket ?? '',
]

/**
 * Keeps private keys and passwords out of the log: refuses an event that holds PEM or DER private keys in any
 * usual encoding, PKCS#12 files, private members of a JSON web key, members with the name of a secret, bytes,
 * or random content under a name that its codec does not know. `where` is a JSON pointer into the event. An
 * event that is exactly what its codec says passes on one look at its free texts. Source: DESIGN 9.
 */
export const refuseSecrets = (
  stream: string,
  event: ProposedEvent<DomainEvent>,
  isExact: boolean,
  freeTexts: ReadonlyArray<string>,
): Either<AppendError, void> => {
  if (isExact && !maySayKey(freeTexts.join('\n'))) return E.right(undefined)
  const { actor, origin, reason, ticket, data } = event
  const known = knownNames.get(event.type) ?? stampOnly
  const found = secretIn({ actor, origin, reason, ticket, stream, data }, known)
  return found === undefined
    ? E.right(undefined)
    : E.left({ _tag: 'SecretRefused', eventType: event.type, ...found })
}
