import { describe, expect, it } from 'vitest'
import { ledgerSigner } from '../../../application/agents/signing-key.js'
import { auditVault } from '../../../application/housekeeping/vault-audit.js'
import { E } from '../../../application/prelude.js'
import type { LedgerEvent } from '../../../domain/ledger/events.js'
import { answerSigner } from '../../../infrastructure/sealing/answer-signer.js'
import { breakableLog, logLost } from '../../support/ledger/disturbances.js'
import { keysIn, lived } from '../../support/ledger/given.js'
import { memoryLedger, rivalOf, type MemoryLedger } from '../../support/ledger/memory-ledger.js'
import { destroying, exporting, importing } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

const signer = ({ services }: MemoryLedger) => ledgerSigner({ ...services, answerSigner })()

const created = async (ledger: MemoryLedger) =>
  (await ledger.events()).flatMap((event) => (event.type === 'SigningKeyCreated' ? [event.data] : []))

const audit = async (ledger: MemoryLedger) => must(await auditVault(ledger.services, 0)())

describe('The signing key of the ledger', () => {
  it('is made once, and is the same from then on', async () => {
    const ledger = memoryLedger()
    const [first, second] = [must(await signer(ledger)), must(await signer(rivalOf(ledger, 1)))]
    expect([second.ledger, second.publicKey]).toEqual([first.ledger, first.publicKey])
    expect(await created(ledger)).toMatchObject([{ ledger: first.ledger, publicKey: first.publicKey }])
  })

  it('is kept in the vault under its public half, and the audit knows it', async () => {
    const ledger = memoryLedger()
    must(await signer(ledger))
    const [{ ref, spkiDigest }] = (await created(ledger)) as [LedgerEvent['data']]
    expect(ref).toBe(`local:${spkiDigest}.1`)
    expect(await keysIn(ledger)).toEqual([ref])
    expect(await audit(ledger)).toMatchObject({ entries: 1, orphans: [], missing: [] })
  })

  it('of the process that came first counts for all, and no other is left in the vault', async () => {
    const ledger = memoryLedger()
    const rivals = [ledger, rivalOf(ledger, 1), rivalOf(ledger, 2), rivalOf(ledger, 3)]
    const signers = (await Promise.all(rivals.map(signer))).map(must)
    expect(new Set(signers.map(({ publicKey }) => publicKey)).size).toBe(1)
    expect(await created(ledger)).toHaveLength(1)
    expect(await keysIn(ledger)).toHaveLength(1)
  })

  it('that was never put on record is an orphan, and the next one is made', async () => {
    const { eventLog, state } = breakableLog()
    const ledger = memoryLedger({ eventLog })
    state.broken = 'ledger'
    expect(await signer(ledger)).toEqual(E.left(logLost))
    expect((await audit(ledger)).orphans).toHaveLength(1)
    state.broken = null
    must(await signer(ledger))
    expect(await audit(ledger)).toMatchObject({ entries: 2, missing: [] })
  })

  it('belongs to no certificate: nothing exports or destroys it', async () => {
    const ledger = memoryLedger()
    must(await signer(ledger))
    const [{ spkiDigest }] = (await created(ledger)) as [LedgerEvent['data']]
    await lived(ledger, [importing('A')])
    for (const sent of [exporting('A'), destroying('A')]) {
      const refused = await ledger.send({ ...sent, input: { ...sent.input, thumbprint: spkiDigest } })
      expect(refused).toEqual(E.left({ _tag: 'CertificateUnknown', thumbprint: spkiDigest }))
    }
  })

  it('never stands in what is recorded', async () => {
    const ledger = memoryLedger()
    must(await signer(ledger))
    const [{ ref }] = (await created(ledger)) as [LedgerEvent['data']]
    const seed = Buffer.from(must(await ledger.services.keyVault.open(ref)()).reveal()).subarray(-32)
    const shown = JSON.stringify(await ledger.events())
    for (const encoding of ['hex', 'base64', 'base64url'] as const) expect(shown).not.toContain(seed.toString(encoding))
  })
})
