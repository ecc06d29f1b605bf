import fc from 'fast-check'
import forge from 'node-forge'
import { describe, expect, it } from 'vitest'
import { pairAttributes } from '../../../infrastructure/pfx/bags.js'
import { der } from '../../../infrastructure/pfx/der.js'
import { passwordForms } from '../../../infrastructure/pfx/password.js'

const { asn1 } = forge

const byForge = (type: forge.asn1.Type, value: string): Buffer =>
  Buffer.from(asn1.toDer(asn1.create(asn1.Class.UNIVERSAL, type, false, value)).getBytes(), 'binary')

describe('DER', () => {
  it('writes natural numbers as another encoder does', () => {
    fc.assert(fc.property(fc.nat(), (natural) => {
      expect(der.integer(natural)).toEqual(byForge(asn1.Type.INTEGER, asn1.integerToDer(natural).getBytes()))
    }))
    expect([0, 127, 128, 255, 256, 180_000].map((natural) => der.integer(natural).toString('hex')))
      .toEqual(['020100', '02017f', '02020080', '020200ff', '02020100', '020302bf20'])
  })

  it('writes object identifiers as another encoder does', () => {
    const arcs = fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 39 }), fc.array(fc.nat({ max: 2 ** 28 }), { maxLength: 8 }))
    fc.assert(fc.property(arcs, ([first, second, rest]) => {
      const dotted = [first, second, ...rest].join('.')
      expect(der.oid(dotted)).toEqual(byForge(asn1.Type.OID, asn1.oidToDer(dotted).getBytes()))
    }))
  })

  const lengths = [0, 127, 128, 255, 256, 65_535, 65_536, 200_000]

  it.each(lengths)('writes a length of %d as another encoder does', (length) => {
    const bytes = Buffer.alloc(length, 7)
    expect(der.octets(bytes)).toEqual(byForge(asn1.Type.OCTETSTRING, bytes.toString('binary')))
  })

  it('writes text in UTF-16 big endian, surrogates included', () => {
    expect(der.bmpString('aß🐄').toString('hex')).toBe('1e08006100dfd83ddc04')
  })

  it('orders the members of a set by their bytes', () => {
    const [one, two] = [der.integer(2), der.octets(Buffer.of(1))]
    expect(der.setOf(two, one)).toEqual(der.setOf(one, two))
    expect(der.setOf(two, one).toString('hex')).toBe('3106020102040101')
  })
})

describe('a friendly name', () => {
  const nameOf = (text: string): number => pairAttributes(Buffer.alloc(0), text).length

  it('is cut after 255 units, never within a character', () => {
    expect(nameOf('x'.repeat(256))).toBe(nameOf('x'.repeat(255)))
    expect(nameOf(`${'x'.repeat(254)}🐄`)).toBe(nameOf('x'.repeat(254)))
    expect(nameOf(`${'x'.repeat(253)}🐄`)).toBe(nameOf('x'.repeat(255)))
  })
})

describe('a password', () => {
  it('is UTF-8 for PBES2, and UTF-16 big endian with two zero bytes for the MAC', () => {
    const text = fc.string({ unit: 'binary' }).filter((some) => !some.includes('\0'))
    fc.assert(fc.property(text, (password) => {
      const forms = passwordForms(Buffer.from(password))
      expect(forms?.bmp).toEqual(Buffer.from(`${password}\0`, 'utf16le').swap16())
      expect(forms?.utf8).toEqual(Buffer.from(password))
    }))
  })

  it('is none where it is not UTF-8 or holds a zero character', () => {
    expect(passwordForms(Buffer.of(0xff))).toBeNull()
    expect(passwordForms(Buffer.from('a\0b'))).toBeNull()
  })
})
