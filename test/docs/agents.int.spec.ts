import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../infrastructure/agent/hooks/agent-config.js'
import { must } from '../support/log-reading.js'
import { codeIn, unknownIn } from '../infrastructure/wording/known-commands.js'
import { page, section, tableRows } from './page.js'

const text = page('docs/agents.md')
const sources = new URL('../../infrastructure/', import.meta.url)

/** The reasons that the sources of the agent name, by their form. */
const reasons = (folder: string): ReadonlyArray<string> =>
  readdirSync(new URL(folder, sources), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => readFileSync(new URL(`${folder}/${name}`, sources), 'utf8').match(
      /(?<=')(?:SEAL|KEY|INSTALLED|HOOK|CONFIG|ENDPOINT)_[A-Z_]+(?=')/g) ?? [])

describe('docs/agents.md', () => {
  it('tells nobody to type what the command line does not know', () => {
    expect(unknownIn(text)).toEqual([])
  })

  it('shows a configuration that the agent understands', async () => {
    const state = mkdtempSync(join(tmpdir(), 'certledger-docs-'))
    onTestFinished(() => rmSync(state, { recursive: true, force: true }))
    const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(text) ?? []
    writeFileSync(join(state, 'agent.yaml'), yaml, { mode: 0o600 })
    expect(must(await readConfig(state)()).forRole('WebServicesExternal')).toEqual({
      endpoint: { host: 'fe01.contoso.com', port: 443, text: 'fe01.contoso.com:443' },
      hooks: [['/usr/sbin/nginx', '-t'], ['/usr/sbin/nginx', '-s', 'reload']],
    })
  })

  it('explains every reason that an agent reports, and no other', () => {
    const told = tableRows(section(text, '## What it reports of a delivery')).flatMap(([cell]) => codeIn(cell ?? ''))
    const named = new Set([...reasons('agent'), ...reasons('sealing')])
    expect(told.filter((name) => !name.startsWith('STORE_')).toSorted()).toEqual([...named].toSorted())
  })
})
