import { basename } from 'node:path'
import { E } from '../../../application/prelude.js'
import type { CertificateRole } from '../../../domain/values/certificate-role.js'
import type { Place } from '../../../domain/values/place.js'
import { runHook, type HookEnd } from '../hooks/run-hook.js'
import type { Held, Manifest } from '../store/manifest.js'
import type { AgentParts } from './agent-parts.js'
import { putFailure, putInstalled, putProof } from './results.js'

type HookFault = { readonly reason: string; readonly detail: string }

const told = (parts: AgentParts, role: CertificateRole, name: string, { outcome, code, output }: HookEnd): void =>
  parts.tell({
    event: 'hook',
    level: outcome === 'done' ? 'info' : 'warning',
    facts: { role, program: name, outcome, code, output },
  })

/** Runs every hook of the role, also after one that failed; gives the first failure. */
const hooksRun = async (
  parts: AgentParts,
  role: CertificateRole,
  place: Place,
  held: Held | null,
): Promise<HookFault | null> => {
  const config = await parts.config()
  if (E.isLeft(config)) {
    parts.tell({ event: 'configRefused', level: 'warning', facts: { reason: config.left._tag } })
    return { reason: 'CONFIG_REFUSED', detail: config.left._tag }
  }
  let fault: HookFault | null = null
  for (const argv of config.right.forRole(role).hooks) {
    const end = await runHook(argv, { role, place, thumbprint: held?.thumbprint ?? '' })
    const name = basename(argv[0])
    told(parts, role, name, end)
    if (end.outcome !== 'done') fault ??= { reason: 'HOOK_FAILED', detail: `${name}: ${end.outcome}, ${end.code}` }
  }
  return fault
}

/**
 * What follows a change of a role: its hooks run, then what the changed place holds is proved. A hook that fails is
 * reported, and the change stays: what the place held before is on its way out, and which of the two the server should
 * rather run with is not for a hook to say. Cut off, it is done again from the beginning.
 */
export const finishChange = async (parts: AgentParts, role: CertificateRole, manifest: Manifest): Promise<void> => {
  const { places, hooksDue } = manifest
  if (hooksDue === null) return
  const held = places[hooksDue]
  const fault = await hooksRun(parts, role, hooksDue, held)
  if (held !== null) {
    if (fault === null) await putProof(parts, held, hooksDue)
    else {
      await putInstalled(parts, held)
      await putFailure(parts, held, fault.reason, fault.detail)
    }
  }
  const settled = await parts.store.settle(role, { ...manifest, hooksDue: null })()
  if (E.isRight(settled)) return
  const { path, reason } = settled.left
  parts.tell({ event: 'storeFault', level: 'warning', facts: { path, reason } })
}
