import type { MeantEntry } from '../../../application/agents/protocol.js'
import { E, type Either } from '../../../application/prelude.js'
import { slotText } from '../../../domain/values/slot.js'
import type { LedgerFault } from '../../../application/agents/agent-fault.js'
import type { Held } from '../store/manifest.js'
import type { Opened } from '../store/generation-files.js'
import { settledPlaces } from '../store/settled-places.js'
import type { AgentParts } from './agent-parts.js'
import { changePlaces } from './change-places.js'
import { deliveryFacts, putFailure } from './results.js'

const arrivalOf = (entry: MeantEntry, installedAt: Held['installedAt'], opened: Opened) => ({
  slot: entry.slot,
  generation: entry.generation,
  attempt: entry.attempt,
  thumbprint: entry.thumbprint,
  thumbprintSha256: entry.thumbprintSha256,
  notAfter: entry.notAfter,
  effectiveAt: entry.effectiveAt,
  challenge: entry.challenge,
  installedAt,
  opened,
})

/** Puts what came out of the seal into the store, and makes its place lead there; the places are finished with it. */
const installed = async (
  parts: AgentParts,
  entry: MeantEntry,
  meant: ReadonlyArray<MeantEntry>,
  opened: Opened,
): Promise<void> => {
  const { store, clock, tell } = parts
  const { role } = entry.slot
  const failed = ({ reason }: { readonly reason: string }): Promise<void> =>
    putFailure(parts, entry, `STORE_${reason}`)
  const manifest = await store.read(role)()
  if (E.isLeft(manifest)) return failed(manifest.left)
  const held = await store.write(role, manifest.right.places, arrivalOf(entry, clock.now(), opened))()
  opened.privateKey.fill(0)
  if (E.isLeft(held)) return failed(held.left)
  const places = settledPlaces(meant, manifest.right.places, clock.now(), held.right)
  tell({ event: 'installed', level: 'info', facts: { ...deliveryFacts(entry), place: entry.place } })
  const changed = await changePlaces(parts, role, manifest.right, places)
  if (E.isLeft(changed)) await failed(changed.left)
}

/**
 * Collects one delivery, opens it, installs it, and proves it. What goes wrong with it is reported; only that the
 * ledger is away or not to be believed is an error. `meant` is everything that is meant for the role.
 */
export const deliver = async (
  parts: AgentParts,
  entry: MeantEntry,
  meant: ReadonlyArray<MeantEntry>,
): Promise<Either<LedgerFault, void>> => {
  const { client, clock, fqdn, tell } = parts
  const { slot, generation, attempt, thumbprintSha256 } = entry
  const collected = await client.collect(entry)()
  if (E.isLeft(collected)) {
    if (collected.left._tag !== 'LedgerRefused') return collected
    const { problem, detail } = collected.left
    tell({ event: 'notCollected', level: 'warning', facts: { ...deliveryFacts(entry), problem, detail } })
    return E.right(undefined)
  }
  const { sealed, ...answered } = collected.right
  const isAsked = slotText(answered.slot) === slotText(slot) && answered.generation === generation &&
    answered.attempt === attempt
  if (!isAsked) return E.right(await putFailure(parts, entry, 'SEAL_BOUND_TO_OTHER'))
  tell({ event: 'collected', level: 'info', facts: deliveryFacts(entry) })
  const expected = { fqdn, slot, generation, attempt, thumbprintSha256, now: clock.now() }
  const opened = await parts.openSealed(sealed, client.keys().sealing, expected)()
  return E.right(E.isLeft(opened)
    ? await putFailure(parts, entry, opened.left.because)
    : await installed(parts, entry, meant, opened.right))
}
