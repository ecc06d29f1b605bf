import { createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto'
import forge from 'node-forge'
import { beforeAll, describe, expect, it } from 'vitest'
import { secretOf } from '../../../application/ports/secret.js'
import { E } from '../../../application/prelude.js'
import { pfxWriter } from '../../../infrastructure/pfx/pfx-writer.js'
import { issuedChain, type Issued } from './issued-chain.js'

/** An ASN.1 tree in short: OIDs in dotted form, integers as numbers, other primitives as bytes. */
type Node = ReadonlyArray<Node> | string | number | Buffer | null

const { asn1 } = forge

const shortened = (node: forge.asn1.Asn1): Node => {
  if (Array.isArray(node.value)) return node.value.map(shortened)
  const bytes = Buffer.from(node.value, 'binary')
  if (node.tagClass !== asn1.Class.UNIVERSAL) return bytes
  if (node.type === asn1.Type.OID) return asn1.derToOid(node.value)
  if (node.type === asn1.Type.INTEGER) return asn1.derToInteger(node.value)
  if (node.type === asn1.Type.NULL) return null
  return node.type === asn1.Type.BMPSTRING ? node.value : bytes
}

const parsed = (der: Uint8Array): Node =>
  shortened(asn1.fromDer(Buffer.from(der).toString('binary'), true))

const bytesAt = (node: Node, ...path: ReadonlyArray<number>): Buffer => {
  const found = path.reduce<Node>((at, index) => (Array.isArray(at) ? at[index] as Node : null), node)
  if (!Buffer.isBuffer(found)) throw new Error(`no bytes at ${path.join('.')}`)
  return found
}

const bytes = (length: number): unknown =>
  expect.toSatisfy((found: unknown) => Buffer.isBuffer(found) && found.length === length)

const PASSWORD = 'korovička'

const PBES2 = ['1.2.840.113549.1.5.13', [
  ['1.2.840.113549.1.5.12', [bytes(16), 180_000, ['1.2.840.113549.2.9', null]]],
  ['2.16.840.1.101.3.4.1.42', bytes(16)],
]]

const decrypted = (algorithm: Node, ciphertext: Buffer): Buffer => {
  const key = pbkdf2Sync(Buffer.from(PASSWORD), bytesAt(algorithm, 1, 0, 1, 0), 180_000, 32, 'sha256')
  const decipher = createDecipheriv('aes-256-cbc', key, bytesAt(algorithm, 1, 1, 1))
  return Buffer.concat([decipher.update(ciphertext), decipher.final()])
}

/** The form that Windows is documented to write and read: AES-256, PBKDF2 and MAC with SHA-256. */
describe('the form of a PFX file', () => {
  let issued: Issued
  let pfx: Node
  let safe: Node

  beforeAll(async () => {
    issued = issuedChain('RSA 2048')
    const file = await pfxWriter.write({
      certificate: issued.certificate.raw.toString('base64'),
      chain: issued.issuers.map(({ raw }) => raw.toString('base64')),
      privateKey: secretOf(issued.pkcs8),
      password: secretOf(Buffer.from(PASSWORD)),
      friendlyName: 'Jméno 🐄',
    })()
    if (E.isLeft(file)) throw new Error(file.left._tag)
    pfx = parsed(file.right)
    safe = parsed(bytesAt(pfx, 1, 1, 0))
  })

  const pair = (): Node => [
    ['1.2.840.113549.1.9.20', ['Jméno 🐄']],
    ['1.2.840.113549.1.9.21', [createHash('sha1').update(issued.certificate.raw).digest()]],
  ]

  it('is version 3 with a MAC of HMAC-SHA-256 over its safe', () => {
    expect(pfx).toEqual([
      3,
      ['1.2.840.113549.1.7.1', [expect.anything()]],
      [[['2.16.840.1.101.3.4.2.1', null], bytes(32)], bytes(16), 180_000],
    ])
  })

  it('has certificates encrypted by PBES2 in the first safe, and the second safe in the clear', () => {
    expect(safe).toEqual([
      ['1.2.840.113549.1.7.6', [[0, ['1.2.840.113549.1.7.1', PBES2, expect.anything()]]]],
      ['1.2.840.113549.1.7.1', [expect.anything()]],
    ])
  })

  it('has one shrouded key bag, whose plaintext is the PKCS#8 DER byte for byte', () => {
    const bags = parsed(bytesAt(safe, 1, 1, 0))
    expect(bags).toEqual([['1.2.840.113549.1.12.10.1.2', [[PBES2, expect.anything()]], pair()]])
    const [[, [[algorithm]]]] = bags as never as [[string, [[Node]]]]
    expect(decrypted(algorithm, bytesAt(bags, 0, 1, 0, 1))).toEqual(issued.pkcs8)
  })

  it('has the certificate under the same localKeyId and name, and its issuers without', () => {
    const [[, [[, [, algorithm]]]]] = safe as never as [[string, [[number, [string, Node]]]]]
    const bags = parsed(decrypted(algorithm, bytesAt(safe, 0, 1, 0, 1, 2)))
    const certificate = (der: Buffer): Node => ['1.2.840.113549.1.9.22.1', [der]]
    expect(bags).toEqual([
      ['1.2.840.113549.1.12.10.1.3', [certificate(issued.certificate.raw)], pair()],
      ...issued.issuers.map(({ raw }) => ['1.2.840.113549.1.12.10.1.3', [certificate(raw)]]),
    ])
  })

  it('has three salts, none used twice', () => {
    const salts = [
      bytesAt(pfx, 2, 1),
      bytesAt(safe, 0, 1, 0, 1, 1, 1, 0, 1, 0),
      bytesAt(parsed(bytesAt(safe, 1, 1, 0)), 0, 1, 0, 0, 1, 0, 1, 0),
    ]
    expect(new Set(salts.map((salt) => salt.toString('hex'))).size).toBe(3)
  })
})
