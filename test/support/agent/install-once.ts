import { readFileSync } from 'node:fs'
import type * as AgentStore from '../../../infrastructure/agent/store/agent-store.js'
import type * as PfxWriter from '../../../infrastructure/pfx/pfx-writer.js'

/**
 * Puts a certificate into a store, makes it current, and the one before previous; prints `done`. Arguments: the store,
 * and a file with the arrival as JSON, its key in base64.
 */

const dist = (path: string): string => new URL(`../../../dist/infrastructure/${path}`, import.meta.url).href
const { agentStore } = (await import(dist('agent/store/agent-store.js'))) as typeof AgentStore
const { pfxWriter } = (await import(dist('pfx/pfx-writer.js'))) as typeof PfxWriter

const [, , directory = '', file = ''] = process.argv
const { opened, ...entry } = JSON.parse(readFileSync(file, 'utf8')) as { readonly opened: { privateKey: string } }
const store = agentStore(directory, 'fe01.contoso.com' as never, pfxWriter)

const must = async (task: () => Promise<{ readonly _tag: string }>): Promise<never> => {
  const outcome = await task()
  if (outcome._tag === 'Left') throw new Error(JSON.stringify(outcome))
  return (outcome as { readonly right?: unknown }).right as never
}

const { places } = await must(store.read('OAuthTokenIssuer')) as { readonly places: Record<string, never> }
const privateKey = Buffer.from(opened.privateKey, 'base64')
const arrival = { ...entry, opened: { ...opened, privateKey } } as never
const held = await must(store.write('OAuthTokenIssuer', places as never, arrival))
const after = { current: held, previous: places['current'] ?? null, staged: null }
await must(store.settle('OAuthTokenIssuer', { version: 1, places: after, hooksDue: 'current' } as never))
process.stdout.write('done\n')
