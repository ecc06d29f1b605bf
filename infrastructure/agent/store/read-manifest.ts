import { X509Certificate } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { instantAtMs } from '../../../domain/values/instant.js'
import type { Place } from '../../../domain/values/place.js'
import type { Slot } from '../../../domain/values/slot.js'
import { isGlobalRole } from '../../../domain/values/slot.js'
import type { Fqdn } from '../../../domain/values/fqdn.js'
import { Thumbprint, ThumbprintSha256 } from '../../../domain/values/thumbprint.js'
import { nullOn } from '../files/file-code.js'
import { readBounded } from '../files/read-bounded.js'
import { generationFiles } from './generation-files.js'
import { linkTarget } from './links.js'
import { isGenerationName, Manifest, type Held } from './manifest.js'
import type { RoleDirectory } from './role-directory.js'

const LIMIT_BYTES = 65_536

const hex = (fingerprint: string): string => fingerprint.replaceAll(':', '')

const certificateIn = async (directory: string): Promise<X509Certificate | null> => {
  const found = await readBounded(join(directory, generationFiles.certificate.name), 1_048_576).catch(nullOn('ENOTDIR'))
  try {
    return found === null ? null : new X509Certificate(found.bytes)
  } catch {
    return null
  }
}

const heldBehind = async (role: RoleDirectory, place: Place, slot: Slot): Promise<Held | null> => {
  const target = await linkTarget(join(role.path, place))
  const directory = target === null ? '' : basename(target)
  if (target === null || dirname(target) !== 'generations' || !isGenerationName(directory)) return null
  const x509 = await certificateIn(join(role.generations, directory))
  const [thumbprint, thumbprintSha256] = [hex(x509?.fingerprint ?? ''), hex(x509?.fingerprint256 ?? '')]
  if (x509 === null || !Thumbprint.is(thumbprint) || !ThumbprintSha256.is(thumbprintSha256)) return null
  return {
    directory,
    slot,
    generation: Number(directory.split('-')[0]),
    attempt: 0,
    thumbprint,
    thumbprintSha256,
    notAfter: instantAtMs(Date.parse(x509.validTo)),
    effectiveAt: null,
    challenge: null,
    installedAt: instantAtMs(Date.parse(x509.validFrom)),
  }
}

/** What the links themselves tell, where the manifest is lost: enough to touch nothing that is in use. */
const recovered = async (role: RoleDirectory, fqdn: Fqdn): Promise<Manifest> => {
  const slot: Slot = { role: role.role, scope: isGlobalRole(role.role) ? 'global' : fqdn }
  const places = {
    current: await heldBehind(role, 'current', slot),
    previous: await heldBehind(role, 'previous', slot),
    staged: await heldBehind(role, 'staged', slot),
  }
  return { version: 1, places, hooksDue: null }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The manifest of a role; empty where there is none, made from the links where it is damaged. */
export const readManifest = async (role: RoleDirectory, fqdn: Fqdn): Promise<Manifest> => {
  const found = await readBounded(role.manifest, LIMIT_BYTES).catch(nullOn('EFBIG', 'EINVAL'))
  const value = found === null ? null : parsed(found.bytes.toString('utf8'))
  return Manifest.is(value) ? value : recovered(role, fqdn)
}
