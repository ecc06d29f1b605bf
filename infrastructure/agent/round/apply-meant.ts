import type { MeantEntry } from '../../../application/agents/protocol.js'
import { E, type Either } from '../../../application/prelude.js'
import { certificateRoles, type CertificateRole } from '../../../domain/values/certificate-role.js'
import type { LedgerFault } from '../../../application/agents/agent-fault.js'
import { allPlaces, type Places } from '../store/manifest.js'
import { settledPlaces } from '../store/settled-places.js'
import type { AgentParts } from './agent-parts.js'
import { changePlaces } from './change-places.js'
import { deliver } from './deliver.js'
import { putFailure, putProof } from './results.js'

type Worked = Either<LedgerFault, boolean>

/** A delivery that the ledger handed out, or that was put down as installed, but not as proved: it is finished now. */
const finished = async (parts: AgentParts, entry: MeantEntry, places: Places): Promise<void> => {
  const { generation, thumbprintSha256, attempt, progress } = entry
  const place = allPlaces.find((one) => {
    const held = places[one]
    return held?.generation === generation && held.thumbprintSha256 === thumbprintSha256 &&
      (held.attempt === attempt || progress === 'installed')
  })
  const held = place === undefined ? null : places[place]
  if (place !== undefined && held !== null) return putProof(parts, { ...held, attempt }, place)
  return putFailure(parts, entry, progress === 'installed' ? 'INSTALLED_KEY_MISSING' : 'KEY_NOT_RECEIVED')
}

const isWaiting = ({ outbox }: AgentParts, { slot, generation, attempt }: MeantEntry): boolean =>
  outbox.waiting().some((result) =>
    result.slot.role === slot.role && result.generation === generation && result.attempt === attempt &&
    result.outcome !== 'installed')

/** Each delivery once: one that is meant for two places is handed out once. */
const onceEach = (meant: ReadonlyArray<MeantEntry>): ReadonlyArray<MeantEntry> =>
  meant.filter((entry, index) => meant.findIndex(({ generation }) => generation === entry.generation) === index)

const deliveries = async (parts: AgentParts, meant: ReadonlyArray<MeantEntry>): Promise<Worked> => {
  let worked = false
  for (const entry of onceEach(meant)) {
    if (isWaiting(parts, entry)) continue
    if (entry.progress === 'requested') {
      const delivered = await deliver(parts, entry, meant)
      if (E.isLeft(delivered)) return delivered
      worked = true
    }
    if (entry.progress === 'collected' || entry.progress === 'installed') {
      const manifest = await parts.store.read(entry.slot.role)()
      if (E.isRight(manifest)) await finished(parts, entry, manifest.right.places)
      worked = true
    }
  }
  return E.right(worked)
}

const ofRole = async (parts: AgentParts, role: CertificateRole, meant: ReadonlyArray<MeantEntry>): Promise<Worked> => {
  const { store, clock, tell } = parts
  const manifest = await store.read(role)()
  const changed = E.isLeft(manifest)
    ? manifest
    : await changePlaces(parts, role, manifest.right, settledPlaces(meant, manifest.right.places, clock.now()))
  if (E.isLeft(changed)) {
    const { path, reason } = changed.left
    tell({ event: 'storeFault', level: 'warning', facts: { path, reason } })
    for (const entry of meant) {
      if (entry.progress !== 'proved' && entry.progress !== 'failed') await putFailure(parts, entry, `STORE_${reason}`)
    }
    return E.right(false)
  }
  const worked = await deliveries(parts, meant)
  return E.isLeft(worked) ? worked : E.right(worked.right || changed.right)
}

/**
 * Makes the store what the ledger means it to be: places first, since they need nothing, then deliveries. True where
 * anything was done. A role that fails holds up no other.
 */
export const applyMeant = async (parts: AgentParts, meant: ReadonlyArray<MeantEntry>): Promise<Worked> => {
  const there = await parts.store.roles()()
  const named = new Set([...meant.map(({ slot }) => slot.role), ...(E.isRight(there) ? there.right : [])])
  let worked = false
  for (const role of certificateRoles.filter((one) => named.has(one))) {
    const done = await ofRole(parts, role, meant.filter(({ slot }) => slot.role === role))
    if (E.isLeft(done)) return done
    worked = done.right || worked
  }
  return E.right(worked)
}
