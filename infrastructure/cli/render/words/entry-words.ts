import type { EntryShown } from '../answers/log-entry.js'
import { timeWords } from './time-words.js'

/** Who did it: a person by name, anything else with its kind, and for whom. */
export const whoWords = ({ kind, name, onBehalfOf }: EntryShown['actor']): string => {
  const who = kind === 'person' || kind === name ? name : `${name} (${kind})`
  return onBehalfOf === null ? who : `${who} for ${onBehalfOf}`
}

/** Through which face, and from where: `cli host1`. */
export const fromWords = ({ face, address }: EntryShown['origin']): string =>
  address === null ? face : `${face} ${address}`

/** Who recorded an entry, when, from where and for what reason, as a clause. */
export const authorWords = ({ actor, origin, recordedAt, reason, ticket, position }: EntryShown): string =>
  [
    `by ${whoWords(actor)} on ${timeWords(recordedAt)} from ${fromWords(origin)}`,
    ...(reason === null ? [] : [`reason: ${reason}`]),
    ...(ticket === null ? [] : [`ticket: ${ticket}`]),
    `position ${position}`,
  ].join('; ')
