import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { agentStore } from '../../../infrastructure/agent/store/agent-store.js'
import { pfxWriter } from '../../../infrastructure/pfx/pfx-writer.js'
import { freshFolder, names, servedFrom } from '../../support/agent/agent-desk.js'
import { agentSteps } from '../../support/step-switch.js'
import { startProgram } from '../../support/crash/child-program.js'
import { decoded } from '../../support/decoded.js'
import { realCertificate, type RealCertificate } from '../../support/ledger/real-certificates.js'
import { must } from '../../support/log-reading.js'

const [a, b] = [realCertificate('a.contoso.com'), realCertificate('b.contoso.com')]
const program = new URL('../../support/agent/install-once.ts', import.meta.url)
const MOST_STEPS = 120

const arrivalOf = ({ pem, pkcs8 }: RealCertificate, generation: number, folder: string): string => {
  const x509 = new X509Certificate(Buffer.from(pem))
  const path = join(folder, `arrival-${String(generation)}.json`)
  const entry = {
    slot: { role: 'OAuthTokenIssuer', scope: 'global' },
    generation,
    attempt: 1,
    thumbprint: x509.fingerprint.replaceAll(':', ''),
    thumbprintSha256: x509.fingerprint256.replaceAll(':', ''),
    notAfter: new Date(x509.validTo).toISOString(),
    effectiveAt: null,
    challenge: null,
    installedAt: '2026-11-20T12:00:00.000Z',
    opened: { certificate: x509.raw.toString('base64'), chain: [], privateKey: pkcs8.toString('base64') },
  }
  writeFileSync(path, JSON.stringify(entry))
  return path
}

const install = async (store: string, arrival: string, killedAt: number): Promise<boolean> => {
  const env = { KILLED_AT: String(killedAt), NODE_OPTIONS: `--import ${agentSteps}` }
  const run = startProgram(program, [store, arrival], { env })
  await run.ended
  return (await run.lines).includes('done')
}

/** Everything that lies behind a link, whole: all five files, the PKCS#12 among them. */
const isWhole = (directory: string): boolean => {
  const key = createPrivateKey(readFileSync(join(directory, 'key.pem')))
  const x509 = new X509Certificate(readFileSync(join(directory, 'certificate.cer')))
  return names(directory).length === 5 && x509.checkPrivateKey(key) &&
    readFileSync(join(directory, 'certificate.pfx')).length > 1_000
}

describe('an installation that is killed with SIGKILL before each of its steps', () => {
  it('leaves the certificate that was there or the new one, whole, and the next start clears up', async () => {
    const folder = freshFolder()
    const arrivals = [arrivalOf(a, 1, folder), arrivalOf(b, 2, folder)] as const
    const store = join(folder, 'store')
    const role = join(store, 'OAuthTokenIssuer')
    const repair = async () => {
      const own = agentStore(store, decoded(Fqdn, 'fe01.contoso.com'), pfxWriter)
      must(await own.settle('OAuthTokenIssuer', must(await own.read('OAuthTokenIssuer')()))())
    }
    expect(await install(store, arrivals[0], 0)).toBe(true)
    let [kills, isDone, current, changes] = [0, false, a.thumbprint, 0]
    for (let step = 1; step < MOST_STEPS && kills < 60; step += 1) {
      const isOfA = current === a.thumbprint
      isDone = await install(store, arrivals[isOfA ? 1 : 0], step)
      const { thumbprint, directory } = servedFrom(store, 'OAuthTokenIssuer')
      expect([a.thumbprint, b.thumbprint]).toContain(thumbprint)
      expect(isWhole(directory)).toBe(true)
      await repair()
      const after = servedFrom(store, 'OAuthTokenIssuer')
      expect(isWhole(after.directory)).toBe(true)
      const places = names(role).filter((name) => ['current', 'previous', 'staged'].includes(name))
      expect(names(role).filter((name) => name.startsWith('.'))).toEqual([])
      expect(names(join(role, 'generations'))).toHaveLength(places.length)
      if (after.thumbprint !== current) changes += 1
      current = after.thumbprint
      if (isDone) break
      kills += 1
    }
    expect(kills).toBeGreaterThan(30)
    expect(changes).toBeGreaterThan(5)
    expect(isDone).toBe(true)
  })
})
