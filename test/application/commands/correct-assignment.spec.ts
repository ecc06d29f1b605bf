import { describe, expect, it } from 'vitest'
import { factsOf } from '../../support/certificates.js'
import { instant } from '../../support/instants.js'
import { given, lived, story } from '../../support/ledger/given.js'
import { beginsAt, memoryLedger } from '../../support/ledger/memory-ledger.js'
import { assigning, compromising, correcting, dry, importing, printOf } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'
import { refNamed, tokenSlot } from '../../support/slot-builders.js'

const token = 'OAuthTokenIssuer@global'
const inForce = [importing('A'), importing('B'), assigning('A', token)] as const
const wasB = { thumbprint: printOf('B'), from: '2026-03-01', to: '2026-04-01' }

describe('CorrectAssignment', () => {
  it('records what was really in force, and why', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [...inForce, correcting(token, wasB, 'the log book of fe01')])
    expect((await ledger.events()).at(-1)).toMatchObject({
      type: 'AssignmentCorrected',
      reason: 'the log book of fe01',
      data: {
        slot: tokenSlot, certificate: refNamed('B'),
        validFrom: instant('2026-03-01'), validTo: instant('2026-04-01'), correctedAt: instant(beginsAt),
      },
    })
  })

  it('records that nobody was', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [...inForce, correcting(token, wasB)])
    await lived(ledger, [correcting(token, { nobody: true, from: '2026-03-10', to: '2026-03-20' })])
    expect((await ledger.events()).at(-1)).toMatchObject({ type: 'AssignmentCorrected', data: { certificate: null } })
  })

  it('repeated records nothing', async () => {
    await given(...inForce, correcting(token, wasB)).when(correcting(token, wasB)).recordsNothing()
  })

  it('that reaches the present tells what strikes about the certificate, and refuses none of it', async () => {
    const toNow = { thumbprint: printOf('B'), from: '2026-03-01' }
    await given(...inForce, compromising('B')).when(correcting(token, toNow)).tells('CertificateCompromised')
    await given(...inForce, compromising('B')).when(correcting(token, wasB)).tells()
    await given(...inForce, compromising('B')).when(correcting(token, toNow)).records(`AssignmentCorrected ${token}`)
  })

  it('is refused without a reason', async () => {
    await given(...inForce)
      .when(correcting(token, wasB, null))
      .rejects({ _tag: 'ReasonMissing', command: 'CorrectAssignment' })
  })

  it('is refused without a certificate or --nobody, and with both', async () => {
    const fields = ['thumbprint', 'nobody']
    await given(...inForce)
      .when(correcting(token, { from: '2026-03-01' }))
      .rejects({ _tag: 'ExactlyOneOf', fields })
    await given(...inForce)
      .when(correcting(token, { ...wasB, nobody: true }))
      .rejects({ _tag: 'ExactlyOneOf', fields })
  })

  it('is refused for a certificate that is not known', async () => {
    await given(...inForce)
      .when(correcting(token, { ...wasB, thumbprint: printOf('C') }))
      .rejects({ _tag: 'CertificateUnknown', thumbprint: factsOf('C').thumbprint })
  })

  it('is refused for the future, and for an interval that holds no instant', async () => {
    await given(...inForce).when(correcting(token, { ...wasB, to: '2026-07-01' })).rejects({
      _tag: 'CorrectionInFuture', slot: tokenSlot,
      validFrom: instant('2026-03-01'), validTo: instant('2026-07-01'), at: instant(beginsAt),
    })
    await given(...inForce).when(correcting(token, { ...wasB, to: '2026-03-01' })).rejects({
      _tag: 'CorrectionIntervalEmpty', slot: tokenSlot,
      validFrom: instant('2026-03-01'), validTo: instant('2026-03-01'),
    })
  })

  it('dry, plans it and records nothing', async () => {
    const ledger = memoryLedger()
    await lived(ledger, inForce)
    expect(must(await ledger.send(dry(correcting(token, wasB)))).events)
      .toMatchObject([{ type: 'AssignmentCorrected', position: null }])
    expect(await story(ledger)).toHaveLength(3)
  })
})
