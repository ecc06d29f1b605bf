import type { Place } from '../domain/values/place.js'
import type { Rows } from './rows.js'
import { generationAt } from './slot-generations.js'
import { slotsAt, type SlotAt } from './slots-at.js'
import type { Moment } from './time.js'
import { certificatesAt, type CertificateView } from './views.js'

/** A certificate that is meant to be in a slot of a front end. */
export type Meant = {
  readonly slot: string
  readonly role: string
  readonly scope: string
  readonly as: Place
  readonly certificate: CertificateView
  /** The revision, in its slot's stream, of the event that brought it there. */
  readonly generation: number
  /** The position of that event. */
  readonly cause: number
  /** Since when it is current, or was; for a staged one from when on it will be. */
  readonly since: string
  /** When a staged one becomes current; null for what is not staged. */
  readonly effectiveAt: string | null
}

const places = ['current', 'previous', 'staged'] as const

type Look = ReturnType<typeof certificatesAt>

const meantIn = (rows: Rows, look: Look, moment: Moment) => (slot: SlotAt): ReadonlyArray<Meant> => {
  const { value: { current, previous, staged }, role, scope } = slot
  const since = { current: current?.since, previous: previous?.since, staged: staged?.effectiveAt }
  return places.flatMap((as): ReadonlyArray<Meant> => {
    const held = slot.value[as]
    const start = since[as]
    const certificate = held === null ? undefined : look(held.certificate)
    if (held === null || start === undefined || certificate === undefined) return []
    if (!certificate.hasPrivateKey || (as === 'previous' && certificate.notAfter <= moment.validAt)) return []
    const arrival = generationAt(rows, slot.slot, held.certificate, moment)
    if (arrival === undefined) return []
    const { generation, known_from: cause } = arrival
    const effectiveAt = as === 'staged' ? start : null
    return [{ slot: slot.slot, role, scope, as, certificate, generation, cause, since: start, effectiveAt }]
  })
}

/**
 * What is meant for each front end at a moment, with a function that answers for any number of them: in the global
 * slots and in its own, what is current, previous (until it expires) and staged, each where its private key is kept.
 * Slots of front ends that nobody asks for are not read.
 */
export const meantForEach = (rows: Rows, moment: Moment): ((fqdn: string) => ReadonlyArray<Meant>) => {
  const read = meantIn(rows, certificatesAt(rows, moment), moment)
  const inScope = (scope: string): ReadonlyArray<Meant> => slotsAt(rows, moment, { scope }).flatMap(read)
  let everywhere: ReadonlyArray<Meant> | null = null
  return (fqdn) => [...(everywhere ??= inScope('global')), ...inScope(fqdn)]
}

/** What is meant for one front end at a moment; see meantForEach. */
export const meantFor = (rows: Rows, fqdn: string, moment: Moment): ReadonlyArray<Meant> =>
  meantForEach(rows, moment)(fqdn)
