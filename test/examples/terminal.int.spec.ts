import { mkdirSync } from 'node:fs'
import { afterEach, expect, it, vi } from 'vitest'
import { atLedger, folder, run } from '../../examples/terminal.js'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

it('keeps away from the quickstart which server, token and ledger the shell means', () => {
  vi.stubEnv('CERTLEDGER_SERVER', 'http://127.0.0.1:1')
  vi.stubEnv('CERTLEDGER_TOKEN', 'not for the quickstart')
  vi.stubEnv('CERTLEDGER_ACTOR', 'somebody')
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  mkdirSync(folder, { recursive: true })
  const shown = run(
    process.execPath,
    'node',
    ['-p', 'Object.entries(process.env).filter(([name]) => name.startsWith("CERTLEDGER_")).join()'],
    atLedger('alice'),
  )
  expect(shown.trim().split(',').toSorted()).toEqual(
    ['CERTLEDGER_ACTOR', 'CERTLEDGER_DIR', 'alice', `${folder}/ledger`].toSorted(),
  )
})
