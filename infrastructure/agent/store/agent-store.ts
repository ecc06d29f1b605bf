import type { PfxWriter } from '../../../application/ports/pfx-writer.js'
import { TE, type TaskEither } from '../../../application/prelude.js'
import { CertificateRole } from '../../../domain/values/certificate-role.js'
import type { Fqdn } from '../../../domain/values/fqdn.js'
import type { StoreFault } from '../../../application/agents/agent-fault.js'
import { replaceFile } from '../files/durable-file.js'
import { faultAt } from '../files/file-code.js'
import { leadLinks } from './links.js'
import type { Held, Manifest, Places } from './manifest.js'
import { prune } from './prune.js'
import { readManifest } from './read-manifest.js'
import { ensureRole, namesIn, roleDirectory } from './role-directory.js'
import { writeGeneration, type Arrival } from './write-generation.js'

/**
 * The agent's store: a directory for each role, with the generations that are meant and links to them. Used by one
 * process at a time; a server may read it at any moment, and finds what a place held before or holds now, whole.
 */
export type AgentStore = {
  readonly directory: string
  /** The roles that have a directory. */
  readonly roles: () => TaskEither<StoreFault, ReadonlyArray<CertificateRole>>
  readonly read: (role: CertificateRole) => TaskEither<StoreFault, Manifest>
  /** Writes a certificate with its key; no place holds it yet. */
  readonly write: (role: CertificateRole, places: Places, arrival: Arrival) => TaskEither<StoreFault, Held>
  /**
   * Makes the places hold this and puts on record which hooks are due, then overwrites and removes what none holds any
   * more. Cut off at any point, the same again, or a repair, finishes it. Repeat: nothing is changed.
   */
  readonly settle: (role: CertificateRole, manifest: Manifest) => TaskEither<StoreFault, void>
}

const bytesOf = (manifest: Manifest): Uint8Array => Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)

/** The store in a directory. */
export const agentStore = (directory: string, fqdn: Fqdn, pfxWriter: PfxWriter): AgentStore => {
  const at = (role: CertificateRole) => roleDirectory(directory, role)
  return {
    directory,
    roles: () => TE.tryCatch(async () => (await namesIn(directory)).filter(CertificateRole.is), faultAt(directory)),
    read: (role) => TE.tryCatch(() => readManifest(at(role), fqdn), faultAt(at(role).manifest)),
    write: (role, places, arrival) =>
      TE.tryCatch(() => writeGeneration(pfxWriter, at(role), places, arrival), faultAt(at(role).generations)),
    settle: (role, manifest) =>
      TE.tryCatch(async () => {
        const before = await readManifest(at(role), fqdn)
        if (JSON.stringify(before) !== JSON.stringify(manifest)) {
          await ensureRole(at(role))
          await replaceFile(at(role).manifest, bytesOf(manifest), 0o644)
        }
        await leadLinks(at(role), manifest.places)
        await prune(at(role), manifest.places)
      }, faultAt(at(role).path)),
  }
}
