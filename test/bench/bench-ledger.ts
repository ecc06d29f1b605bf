import { E } from '../../application/prelude.js'
import { openSession } from '../../infrastructure/system/open-session.js'
import type { Session } from '../../infrastructure/system/session.js'
import { samplePfx } from '../../examples/sample-pfx.js'
import { secretOf } from '../../application/ports/secret.js'
import { asked } from './asked.js'

/** Opens a ledger for the bench, new where there is none. */
export const openBench = async (directory: string): Promise<Session> => {
  const opened = await openSession({ directory, passphrase: null, create: true })()
  if (E.isLeft(opened)) throw new Error(`the bench has no ledger: ${JSON.stringify(opened.left)}`)
  return opened.right
}

/** Imports a certificate with its key, and gives its thumbprint. */
export const importedThumbprint = async (session: Session): Promise<string> => {
  const { pfx, thumbprint } = await samplePfx('fe.contoso.com', 'bench', -1, 3650)
  const input = { file: pfx, password: secretOf(Buffer.from('bench')) }
  const imported = await session.command('ImportCertificate', input, asked)()
  if (E.isLeft(imported)) throw new Error(`the bench could not import: ${JSON.stringify(imported.left)}`)
  return thumbprint
}
