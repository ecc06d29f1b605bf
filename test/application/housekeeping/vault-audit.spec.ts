import { describe, expect, it } from 'vitest'
import { auditVault, importGraceMs, sweepVault } from '../../../application/housekeeping/vault-audit.js'
import type { VaultEntry } from '../../../application/ports/key-vault.js'
import { secretOf } from '../../../application/ports/secret.js'
import { E, TE } from '../../../application/prelude.js'
import { memoryLog } from '../../../infrastructure/event-log/memory-log.js'
import { keyOf, trueFactsOf } from '../../support/ledger/fake-certificates.js'
import { breakableLog, logLost, vaultLost } from '../../support/ledger/disturbances.js'
import { keysIn, lived } from '../../support/ledger/given.js'
import { memoryLedger, type MemoryLedger } from '../../support/ledger/memory-ledger.js'
import { destroying, importing } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

const audited = async ({ services }: MemoryLedger) => must(await auditVault(services)())

const depositOf = (name: string) => ({
  certificate: trueFactsOf(name).thumbprintSha256,
  generation: 1,
  spkiDigest: trueFactsOf(name).spkiDigest,
  privateKey: secretOf(Buffer.from(keyOf(name))),
})

/** A ledger that keeps the key of A, and in whose vault lies that of B, of which no event speaks. */
const withOrphan = async () => {
  const ledger = memoryLedger()
  await lived(ledger, [importing('A')])
  return { ledger, orphan: must(await ledger.ports.keyVault.deposit(depositOf('B'))()) }
}

describe('The audit of the vault', () => {
  it('finds nothing where vault and ledger agree', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [importing('A'), importing('B'), destroying('B')])
    expect(await audited(ledger)).toEqual({ entries: 1, orphans: [], young: [], missing: [] })
    await lived(ledger, [importing('B', { force: true })])
    expect(await audited(ledger)).toEqual({ entries: 2, orphans: [], young: [], missing: [] })
  })

  it('takes a key that no event speaks of for one of an import under way, until that had time enough', async () => {
    const { ledger, orphan } = await withOrphan()
    ledger.clock.move(importGraceMs - 1)
    expect(await audited(ledger)).toEqual({ entries: 2, orphans: [], young: [orphan], missing: [] })
    ledger.clock.move(1)
    expect(await audited(ledger)).toEqual({ entries: 2, orphans: [orphan], young: [], missing: [] })
  })

  it('finds a key that the ledger says is kept and the vault has not', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [importing('A')])
    const [entry] = must(await ledger.ports.keyVault.list()())
    if (entry === undefined) throw new Error('no key')
    must(await ledger.ports.keyVault.destroy(entry.ref)())
    expect(await audited(ledger)).toEqual({ entries: 0, orphans: [], young: [], missing: [entry.ref] })
  })

  it('misses a kept key whose sealed bytes were lost; where no event speaks of it, it is an orphan', async () => {
    const { ledger, orphan } = await withOrphan()
    ledger.clock.move(importGraceMs)
    const { keyVault } = ledger.ports
    const list: typeof keyVault.list = () =>
      TE.map((entries: ReadonlyArray<VaultEntry>) => entries.map((entry) => ({ ...entry, isWhole: false })))(
        keyVault.list())
    const [kept] = must(await keyVault.list()()).map(({ ref }) => ref).filter((ref) => ref !== orphan)
    const services = { ...ledger.services, keyVault: { ...keyVault, list } }
    const audit = must(await auditVault(services)())
    expect(audit).toEqual({ entries: 2, orphans: [orphan], young: [], missing: [kept] })
    expect(must(await sweepVault(services)())).toEqual([orphan])
    expect(must(await keyVault.list()()).map(({ ref }) => ref)).toEqual([kept])
  })

  it('does not miss a key that is imported while the audit runs', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [importing('A')])
    const { keyVault } = ledger.ports
    let isFirst = true
    const list: typeof keyVault.list = () => async () => {
      const listed = await keyVault.list()()
      if (isFirst) await lived(ledger, [importing('B')])
      isFirst = false
      return listed
    }
    const interrupted = { ...ledger.services, keyVault: { ...keyVault, list } }
    expect(must(await auditVault(interrupted)())).toMatchObject({ missing: [] })
  })

  it('does not miss a key whose destruction is recorded while the audit runs', async () => {
    const { eventLog, state } = breakableLog()
    const ledger = memoryLedger({ eventLog })
    await lived(ledger, [importing('A')])
    state.broken = 'certificate-'
    await ledger.send(destroying('A'))
    state.broken = null
    const { lookup } = ledger.services
    const keysKept: typeof lookup.keysKept = () => async () => {
      const kept = await lookup.keysKept()()
      await lived(ledger, [destroying('A')])
      return kept
    }
    const interrupted = { ...ledger.services, lookup: { ...lookup, keysKept } }
    expect(must(await auditVault(interrupted)())).toEqual({ entries: 0, orphans: [], young: [], missing: [] })
  })

  it('fails where vault or log cannot be read', async () => {
    const blind = memoryLedger({ keyVault: { ...memoryLedger().ports.keyVault, list: () => TE.left(vaultLost) } })
    expect(await auditVault(blind.services)()).toEqual(E.left(vaultLost))
    const log = memoryLog()
    const deaf = memoryLedger({
      eventLog: {
        ...log,
        readAll: async function* () {
          yield await Promise.resolve(E.left(logLost))
        },
      },
    })
    expect(await auditVault(deaf.services)()).toEqual(E.left(logLost))
  })
})

describe('The sweep of the vault', () => {
  it('destroys what no event speaks of, and nothing else; a repeat finds nothing', async () => {
    const { ledger, orphan } = await withOrphan()
    expect(must(await sweepVault(ledger.services)())).toEqual([])
    ledger.clock.move(importGraceMs)
    expect(must(await sweepVault(ledger.services)())).toEqual([orphan])
    expect(must(await sweepVault(ledger.services)())).toEqual([])
    expect(await keysIn(ledger)).toHaveLength(1)
  })

  it('destroys the key of an import that never came to its end', async () => {
    const { eventLog, state } = breakableLog()
    const ledger = memoryLedger({ eventLog })
    state.broken = 'certificate-'
    await ledger.send(importing('A'))
    state.broken = null
    ledger.clock.move(importGraceMs)
    expect(must(await sweepVault(ledger.services)())).toHaveLength(1)
    expect(await keysIn(ledger)).toEqual([])
    await lived(ledger, [importing('A')])
    expect(await audited(ledger)).toEqual({ entries: 1, orphans: [], young: [], missing: [] })
  })

  it('spares a key that an event speaks of by the time it comes to it', async () => {
    const { eventLog, state } = breakableLog()
    const ledger = memoryLedger({ eventLog })
    state.broken = 'certificate-'
    for (const name of ['A', 'B']) await ledger.send(importing(name))
    state.broken = null
    ledger.clock.move(importGraceMs)
    const { keyVault } = ledger.ports
    let isFirst = true
    const destroy: typeof keyVault.destroy = (ref) => async () => {
      if (isFirst) await lived(ledger, [importing('B')])
      isFirst = false
      return keyVault.destroy(ref)()
    }
    must(await sweepVault({ ...ledger.services, keyVault: { ...keyVault, destroy } })())
    expect(await audited(ledger)).toMatchObject({ entries: 1, missing: [] })
  })
})
