import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { E, t } from '../../../application/prelude.js'
import { instantAtMs } from '../../../domain/values/instant.js'
import type { SpkiDigest } from '../../../domain/values/spki-digest.js'
import { seal, unseal } from '../../../infrastructure/vault/aes-gcm.js'
import { base64Bytes } from '../../../infrastructure/vault/base64-bytes.js'
import { fromHexBytes, toHexBytes } from '../../../infrastructure/vault/hex-bytes.js'
import { decodeKeyFile, encodeKeyFile, KEY_FILE_BYTES } from '../../../infrastructure/vault/key-file-format.js'
import { refFor } from '../../../infrastructure/vault/key-name.js'
import { recordFormat } from '../../../infrastructure/vault/record-format.js'
import { sealEntry, unsealEntry } from '../../../infrastructure/vault/sealing.js'
import { arbitraryKey } from './key-deposits.js'

const bytes = (min: number, max: number) =>
  fc.uint8Array({ minLength: min, maxLength: max }).map((array) => Buffer.from(array))

describe('sealing', () => {
  it('gives back what was sealed, and only to the same key and binding', () => {
    fc.assert(fc.property(bytes(32, 32), bytes(32, 32), bytes(0, 200), bytes(0, 40), (key, other, plaintext, bound) => {
      const box = seal(key, plaintext, bound)
      expect(unseal(key, box, bound)).toEqual(plaintext)
      expect(unseal(key, box, Buffer.concat([bound, Buffer.of(0)]))).toBeNull()
      if (!key.equals(other)) expect(unseal(other, box, bound)).toBeNull()
    }))
  })

  it('finds every changed or missing byte of a box', () => {
    const key = randomBytes(32)
    const box = seal(key, Buffer.from('private key'), Buffer.from('bound'))
    box.forEach((byte, at) => {
      const changed = Buffer.from(box)
      changed[at] = byte ^ 1
      expect(unseal(key, changed, Buffer.from('bound'))).toBeNull()
      expect(unseal(key, box.subarray(0, at), Buffer.from('bound'))).toBeNull()
    })
  })

  it('never makes the same box twice', () => {
    const key = randomBytes(32)
    const boxes = Array.from({ length: 100 }, () => seal(key, Buffer.alloc(8), Buffer.alloc(0)).toString('hex'))
    expect(new Set(boxes).size).toBe(100)
  })
})

describe('an entry', () => {
  const vaultKey = { vaultId: randomBytes(16), bytes: randomBytes(32) }
  const ref = refFor('A'.repeat(64), 1)
  const key = arbitraryKey()
  const entryWith = (spkiDigest: SpkiDigest) => {
    if (ref === null) throw new Error('no reference')
    return sealEntry(vaultKey, { ref, spkiDigest, storedAt: instantAtMs(0) }, key.pkcs8)
  }

  it('gives back the private key', () => {
    expect(unsealEntry(vaultKey, entryWith(key.spkiDigest))).toEqual(key.pkcs8)
  })

  it('gives nothing where the public half is not the one recorded, even if every seal is whole', () => {
    expect(unsealEntry(vaultKey, entryWith(arbitraryKey().spkiDigest))).toBeNull()
  })

  it('gives nothing to another vault, nor to another key', () => {
    const entry = entryWith(key.spkiDigest)
    expect(unsealEntry({ ...vaultKey, vaultId: randomBytes(16) }, entry)).toBeNull()
    expect(unsealEntry({ ...vaultKey, bytes: randomBytes(32) }, entry)).toBeNull()
  })
})

describe('the text of a key file', () => {
  it('gives back vault and key', () => {
    fc.assert(fc.property(bytes(16, 16), bytes(32, 32), (vaultId, key) => {
      const line = encodeKeyFile({ vaultId, bytes: key })
      expect(line).toHaveLength(KEY_FILE_BYTES)
      expect(decodeKeyFile(line)).toEqual(E.right({ vaultId, bytes: key }))
    }))
  })

  it('refuses anything else', () => {
    fc.assert(fc.property(bytes(0, 300), (line) => {
      expect(decodeKeyFile(line)).toEqual(E.left('corrupt'))
    }))
  })

  it('writes hexadecimal as Node does, and reads nothing else', () => {
    fc.assert(fc.property(bytes(0, 64), (some) => {
      expect(toHexBytes(some).toString()).toBe(some.toString('hex'))
      expect(fromHexBytes(toHexBytes(some))).toEqual(some)
    }))
    expect(['0', 'AB', 'g0', ' 0'].map((text) => fromHexBytes(Buffer.from(text)))).toEqual([null, null, null, null])
  })
})

describe('a record', () => {
  const format = recordFormat('test', 1, t.strict({ name: t.string, box: base64Bytes(null) }))

  it('gives back what was written', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), bytes(0, 100), (name, box) => {
      expect(format.decode(format.encode({ name, box }))).toEqual(E.right({ name, box }))
    }))
  })

  it('refuses the same content written otherwise', () => {
    const text = format.encode({ name: 'n', box: Buffer.from([255]) }).toString()
    const changes = { '\n': '', ':': ': ', '/w==': '/x==', '"n"': '"m"' }
    const others = Object.entries(changes).map(([from, to]) => text.replace(from, to))
    expect(others).not.toContain(text)
    expect(others.map((other) => format.decode(Buffer.from(other)))).toEqual(others.map(() => E.left('corrupt')))
  })

  it('says of a later version that it is newer, and of another format that it is none', () => {
    const later = recordFormat('test', 2, t.strict({ other: t.string })).encode({ other: '' })
    const foreign = recordFormat('foreign', 1, t.strict({ other: t.string })).encode({ other: '' })
    expect([later, foreign].map(format.decode)).toEqual([E.left('newer version'), E.left('corrupt')])
  })
})
