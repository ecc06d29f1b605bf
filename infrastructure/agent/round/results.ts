import { join } from 'node:path'
import { proofText, type DeliveryResult } from '../../../application/agents/protocol.js'
import { E } from '../../../application/prelude.js'
import type { Place } from '../../../domain/values/place.js'
import { slotText, type Slot } from '../../../domain/values/slot.js'
import { servedAt } from '../proof/served-certificate.js'
import { signProof } from '../proof/sign-proof.js'
import type { Held } from '../store/manifest.js'
import { roleDirectory } from '../store/role-directory.js'
import type { AgentNews, AgentParts } from './agent-parts.js'

type Delivery = { readonly slot: Slot; readonly generation: number; readonly attempt: number }

const MOST_DETAIL = 200

const named = ({ slot, generation, attempt }: Delivery): Delivery => ({ slot, generation, attempt })

/** The facts of a delivery for the log. */
export const deliveryFacts = ({ slot, generation, attempt }: Delivery): AgentNews['facts'] => ({
  slot: slotText(slot),
  generation,
  attempt,
})

/** Puts a result into the outbox; that it cannot be kept is told, and the ledger asks again. */
const put = async (parts: AgentParts, result: DeliveryResult): Promise<void> => {
  const kept = await parts.outbox.add(result)()
  if (E.isLeft(kept)) parts.tell({ event: 'outboxNotKept', level: 'warning', facts: { reason: kept.left.reason } })
}

/** Reports that a delivery failed: `reason` is a code, `detail` a few words without secrets. */
export const putFailure = async (
  parts: AgentParts,
  delivery: Delivery,
  reason: string,
  detail: string | null = null,
): Promise<void> => {
  parts.tell({ event: 'failed', level: 'warning', facts: { ...deliveryFacts(delivery), reason, detail } })
  await put(parts, {
    ...named(delivery),
    outcome: 'failed',
    at: parts.clock.now(),
    reason,
    detail: detail === null ? null : detail.slice(0, MOST_DETAIL),
  })
}

/** Reports that a delivery is installed, since when it is. The ledger takes a repeat for none. */
export const putInstalled = (parts: AgentParts, held: Held): Promise<void> =>
  put(parts, { ...named(held), outcome: 'installed', at: held.installedAt })

/** What an endpoint shows, where one is configured for the role and the place is in force. */
const seenServed = async (
  parts: AgentParts,
  held: Held,
  place: Place,
): Promise<{ readonly served: string | null; readonly fault: string | null }> => {
  const config = await parts.config()
  const endpoint = E.isRight(config) && place === 'current' ? config.right.forRole(held.slot.role).endpoint : null
  if (endpoint === null) return { served: null, fault: null }
  const seen = await servedAt(endpoint, held.thumbprintSha256)
  return { served: endpoint.text, fault: seen === 'served' ? null : seen }
}

/**
 * Proves what a place holds: the ledger's challenge is signed with the key as it lies on disk, and an endpoint of the
 * role, where one is configured, is looked at. Puts down that it is installed, and proved or failed.
 */
export const putProof = async (parts: AgentParts, held: Held, place: Place): Promise<void> => {
  const { fqdn, store, tell } = parts
  const { slot, generation, challenge, thumbprintSha256 } = held
  await putInstalled(parts, held)
  if (challenge === null) return
  const directory = join(roleDirectory(store.directory, slot.role).generations, held.directory)
  const text = proofText(fqdn, { slot, generation, challenge, thumbprintSha256 })
  const signature = await signProof(directory, thumbprintSha256, text)
  if (E.isLeft(signature)) return putFailure(parts, held, signature.left)
  const { served, fault } = await seenServed(parts, held, place)
  if (fault !== null) return putFailure(parts, held, fault, served)
  tell({ event: 'proved', level: 'info', facts: { ...deliveryFacts(held), place, served } })
  await put(parts, {
    ...named(held),
    outcome: 'proved',
    at: parts.clock.now(),
    signature: signature.right,
    served,
  })
}
