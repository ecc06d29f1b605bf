import { describe, expect, it } from 'vitest'
import { factsOf } from '../../support/certificates.js'
import { instant } from '../../support/instants.js'
import { clockAt, given, lived, story } from '../../support/ledger/given.js'
import { memoryLedger } from '../../support/ledger/memory-ledger.js'
import { assigning, dry, importing, removing, rolling } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'
import { tokenSlot } from '../../support/slot-builders.js'

const token = 'OAuthTokenIssuer@global'
const { thumbprint, notAfter } = factsOf('A')
const inForce = [importing('A'), importing('B'), assigning('A', token)] as const
const previous = { previous: true }

describe('RemoveAssignment', () => {
  it('is refused while the certificate is in use, and done with force, on record', async () => {
    await given(...inForce)
      .when(removing(token))
      .rejects({ _tag: 'AssignmentInUse', slot: tokenSlot, thumbprint, notAfter })
    const ledger = memoryLedger()
    await lived(ledger, [...inForce, removing(token, { force: true })])
    expect((await ledger.events()).at(-1)).toMatchObject({
      type: 'AssignmentRemoved', data: { slot: tokenSlot, overridden: ['AssignmentInUse'] },
    })
  })

  it('needs no force once the certificate has expired', async () => {
    await given(...inForce, clockAt('2028-06-01')).when(removing(token)).records(`AssignmentRemoved ${token}`)
  })

  it('is refused while another is staged, which it would leave alone', async () => {
    await given(...inForce, rolling('B', token, '2026-07-01')).when(removing(token)).rejects({
      _tag: 'StagedRollPending', slot: tokenSlot, thumbprint: factsOf('B').thumbprint,
      effectiveAt: instant('2026-07-01'),
    })
  })

  it('repeated records nothing, and so does removing from an empty slot', async () => {
    await given(...inForce, removing(token, { force: true })).when(removing(token)).recordsNothing()
    await given().when(removing(token)).recordsNothing()
  })

  it('dry, plans it and records nothing', async () => {
    const ledger = memoryLedger()
    await lived(ledger, inForce)
    expect(must(await ledger.send(dry(removing(token, { force: true })))).events)
      .toMatchObject([{ type: 'AssignmentRemoved', position: null }])
    expect(await story(ledger)).toHaveLength(3)
  })

  it('needs the server of a server role', async () => {
    await given().when(removing('Default@global')).rejects({ _tag: 'IdentityRequired', role: 'Default' })
  })
})

describe('RemoveAssignment --previous', () => {
  const replaced = [...inForce, assigning('B', token)] as const

  it('takes the previous certificate out, and tells until when it would have verified', async () => {
    await given(...replaced).when(removing(token, previous)).records(`PreviousRemoved ${token}`)
    const { findings } = must(await given(...replaced).when(removing(token, previous)).result())
    expect(findings).toEqual([{ _tag: 'PreviousStillVerifies', thumbprint, until: notAfter, severity: 'warning' }])
  })

  it('tells nothing once the previous certificate has expired', async () => {
    await given(...replaced, clockAt('2028-06-01')).when(removing(token, previous)).tells()
  })

  it('repeated records nothing, and so does removing where there is no previous one', async () => {
    await given(...replaced, removing(token, previous)).when(removing(token, previous)).recordsNothing()
    await given(...inForce).when(removing(token, previous)).recordsNothing()
  })
})
