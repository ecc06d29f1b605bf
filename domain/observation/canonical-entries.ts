import type { ObservedEntry } from '../values/observed-entry.js'

/** So many entries of a store are looked at; places come first. */
const MOST_ENTRIES = 200
const MOST_CHARACTERS = 512

const placeOrder = ['current', 'previous', 'staged', null]

const bounded = (text: string): string => [...text.slice(0, MOST_CHARACTERS * 2)].slice(0, MOST_CHARACTERS).join('')

const boundedEntry = ({ role, place, certificate, privateKey, file }: ObservedEntry): ObservedEntry => ({
  role,
  place,
  certificate: certificate === null
    ? null
    : {
        thumbprint: certificate.thumbprint,
        thumbprintSha256: certificate.thumbprintSha256,
        subject: bounded(certificate.subject),
        notAfter: certificate.notAfter,
      },
  privateKey,
  file: file === null ? null : bounded(file),
})

/** What an entry is about, in the order in which entries stand: places before files. */
const orderOf = ({ role, place, file }: ObservedEntry): string =>
  `${place === null ? '1' : '0'} ${role} ${String(placeOrder.indexOf(place))} ${file ?? ''}`

/** A copy with all texts bounded, in one order, each place and file once: the same for the same store. */
export const canonicalEntries = (entries: ReadonlyArray<ObservedEntry>): ReadonlyArray<ObservedEntry> => {
  const named = new Map<string, ObservedEntry>()
  for (const entry of entries.map(boundedEntry)) {
    const name = orderOf(entry)
    if (!named.has(name)) named.set(name, entry)
  }
  return [...named]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, MOST_ENTRIES)
    .map(([, entry]) => entry)
}
