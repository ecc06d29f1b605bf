import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A path for a ledger that does not exist yet; what comes to be there is removed when the test has ended. */
export const freshDirectory = (): string => {
  const parent = mkdtempSync(join(tmpdir(), 'certledger-log-'))
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }))
  return join(parent, 'ledger')
}
