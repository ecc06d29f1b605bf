import { describe, it } from 'vitest'
import { given } from '../../support/ledger/given.js'
import { assigning, importing, registering } from '../../support/ledger/sends.js'

const avSlot = 'AudioVideoAuthentication@fe01.contoso.com'

describe('AssignCertificate', () => {
  it('makes an imported certificate current at once', async () => {
    await given(registering(), importing('A'))
      .when(assigning('A', avSlot))
      .records(`CertificateAssigned ${avSlot}`)
  })
})
