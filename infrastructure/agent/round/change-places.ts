import { E, type Either } from '../../../application/prelude.js'
import type { CertificateRole } from '../../../domain/values/certificate-role.js'
import { msOf } from '../../../domain/values/instant.js'
import type { StoreFault } from '../../../application/agents/agent-fault.js'
import type { Manifest, Places } from '../store/manifest.js'
import { changedPlace, switchedPlaces } from '../store/settled-places.js'
import type { AgentParts } from './agent-parts.js'
import { finishChange } from './finish-change.js'

const isSwitch = (before: Places, after: Places): boolean =>
  before.staged !== null && before.staged.directory === after.current?.directory

const toldSwitch = ({ tell, clock }: AgentParts, role: CertificateRole, after: Places): void => {
  const { current } = after
  if (current?.effectiveAt === null || current === null) return
  const lateMs = msOf(clock.now()) - msOf(current.effectiveAt)
  tell({ event: 'switched', level: 'info', facts: { role, thumbprint: current.thumbprint, lateMs } })
}

/** Makes the places of a role hold this, runs the hooks and proves; true where a place leads elsewhere now. */
export const changePlaces = async (
  parts: AgentParts,
  role: CertificateRole,
  before: Manifest,
  after: Places,
): Promise<Either<StoreFault, boolean>> => {
  const changed = changedPlace(before.places, after)
  const hooksDue = changed === null || before.hooksDue === 'current' ? before.hooksDue : changed
  const manifest: Manifest = { version: 1, places: after, hooksDue }
  const settled = await parts.store.settle(role, manifest)()
  if (E.isLeft(settled)) return settled
  if (isSwitch(before.places, after)) toldSwitch(parts, role, after)
  await finishChange(parts, role, manifest)
  return E.right(changed !== null)
}

const tellFault = ({ tell }: AgentParts, { path, reason }: StoreFault): void =>
  tell({ event: 'storeFault', level: 'warning', facts: { path, reason } })

/**
 * What needs no server: finishes what was cut off, and makes a staged certificate current whose instant has come, by
 * the ledger's time. Repeat: nothing.
 */
export const keepStore = async (parts: AgentParts): Promise<void> => {
  const roles = await parts.store.roles()()
  if (E.isLeft(roles)) return tellFault(parts, roles.left)
  for (const role of roles.right) {
    const read = await parts.store.read(role)()
    const kept = E.isLeft(read)
      ? read
      : await changePlaces(parts, role, read.right, switchedPlaces(read.right.places, parts.clock.now()))
    if (E.isLeft(kept)) tellFault(parts, kept.left)
  }
}

/** How long until a staged certificate is to be made current, in ms by the ledger's time; null where none is staged. */
export const nextSwitchMs = async (parts: AgentParts): Promise<number | null> => {
  const roles = await parts.store.roles()()
  const waits: Array<number> = []
  for (const role of E.isRight(roles) ? roles.right : []) {
    const read = await parts.store.read(role)()
    const effectiveAt = E.isRight(read) ? read.right.places.staged?.effectiveAt ?? null : null
    if (effectiveAt !== null) waits.push(msOf(effectiveAt) - msOf(parts.clock.now()))
  }
  return waits.length === 0 ? null : Math.max(0, Math.min(...waits))
}
