import { describe, expect, it } from 'vitest'
import { secretOf } from '../../../application/ports/secret.js'
import { pipe, TE } from '../../../application/prelude.js'
import { pfxWriter } from '../../../infrastructure/pfx/pfx-writer.js'
import { certificateReader } from '../../../infrastructure/x509/certificate-reader.js'
import { issuedChain, LEAF_KINDS } from './issued-chain.js'

describe('a PFX file that was exported', () => {
  it.each(LEAF_KINDS)('is imported again with the same certificate, issuers, key and name (%s)', async (kind) => {
    const { certificate, issuers, pkcs8 } = issuedChain(kind)
    const password = secretOf(Buffer.from('корова 🐄'))
    const der = certificate.raw.toString('base64')
    const chain = issuers.map(({ raw }) => raw.toString('base64'))
    const friendlyName = 'Jméno 🐄'
    const found = await pipe(
      pfxWriter.write({ certificate: der, chain, privateKey: secretOf(pkcs8), password, friendlyName }),
      TE.chainW((bytes) => certificateReader().read({ bytes, password, thumbprint: null })),
      TE.map((read) => ({ ...read, chain: read.chain.map((issuer) => issuer.der) })),
    )()
    expect(found).toMatchObject({ _tag: 'Right', right: { der, chain, friendlyName, format: 'PKCS#12' } })
    const key = found._tag === 'Right' ? found.right.privateKey?.reveal() : undefined
    expect(Buffer.from(key ?? [])).toEqual(pkcs8)
  })
})
