import type { ReadFailure } from '../../application/ports.js'
import type { Lookup, SlotUse } from '../../application/ports/lookup.js'
import { pipe, TE } from '../../application/prelude.js'
import { Instant } from '../../domain/values/instant.js'
import { KeyRef } from '../../domain/values/key-ref.js'
import type { Position } from '../../domain/values/position.js'
import { slotFromText, type Slot } from '../../domain/values/slot.js'
import type { Thumbprint, ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import { certificates, certificateStates } from '../../projections/certificate-inventory.js'
import { certificatesNamed } from '../../projections/certificates-named.js'
import { ledgerKeys } from '../../projections/ledger-keys.js'
import { openRolls } from '../../projections/roll-calendar.js'
import type { Rows } from '../../projections/rows.js'
import { placesOf } from '../../projections/slots-at.js'
import { accessLookup } from './access-lookup.js'
import type { AskRows } from './ask-rows.js'
import { deliveryLookup } from './delivery-lookup.js'
import { driftLookup } from './drift-lookup.js'

const usesOf = (
  rows: Rows,
  certificate: ThumbprintSha256,
  validAt: Instant,
  knownAt: Position,
): ReadonlyArray<SlotUse> =>
  placesOf(rows, certificate, { validAt, knownAt, isPresent: false }).flatMap(({ found, as }) => {
    const slot = slotFromText(found.slot)
    return slot === undefined ? [] : [{ slot, as }]
  })

const dueSlots = (rows: Rows, at: Instant): ReadonlyArray<Slot> =>
  rows
    .find(openRolls, { atMost: { effective_at: at }, orderBy: [['effective_at', 'asc']] })
    .map(({ slot }) => slotFromText(slot))
    .filter((slot) => slot !== undefined)

const nextInstant = (rows: Rows): Instant | null => {
  const [row] = rows.find(openRolls, { orderBy: [['effective_at', 'asc']], limit: 1 })
  return Instant.is(row?.effective_at) ? row.effective_at : null
}

const ownKeyRefs = (rows: Rows): ReadonlyArray<KeyRef> =>
  rows.find(ledgerKeys, {}).map(({ ref }) => ref).filter(KeyRef.is)

const certificateKeyRefs = (rows: Rows): ReadonlyArray<KeyRef> =>
  rows.find(certificates, {}).flatMap(({ certificate }) => {
    const [state] = rows.find(certificateStates, {
      equals: { certificate },
      orderBy: [['known_from', 'desc']],
      limit: 1,
    })
    return KeyRef.is(state?.key_ref) ? [state.key_ref] : []
  })

export type { AskRows } from './ask-rows.js'

/** A thumbprint names the same certificate for ever, so a name once found is not looked up again. */
const remembering = (askRows: AskRows): Lookup<ReadFailure>['certificatesWith'] => {
  const known = new Map<Thumbprint, ReadonlyArray<ThumbprintSha256>>()
  return (thumbprint) => {
    const found = known.get(thumbprint)
    if (found !== undefined) return TE.right(found)
    return pipe(
      askRows((rows, reached) => certificatesNamed(rows, thumbprint, reached)),
      TE.map((named) => {
        if (named.length > 0) known.set(thumbprint, named)
        return named
      }),
    )
  }
}

/** The lookup over the rows of the read side, caught up before each answer. */
export const rowLookup = (askRows: AskRows): Lookup<ReadFailure> => ({
  certificatesWith: remembering(askRows),
  usesOf: (certificate, at) => askRows((rows, reached) => usesOf(rows, certificate, at, reached)),
  slotsWithDueRolls: (at) => askRows((rows) => dueSlots(rows, at)),
  nextEffectiveInstant: () => askRows(nextInstant),
  keysKept: () => askRows((rows) => [...certificateKeyRefs(rows), ...ownKeyRefs(rows)]),
  ...accessLookup(askRows),
  ...deliveryLookup(askRows),
  ...driftLookup(askRows),
})
