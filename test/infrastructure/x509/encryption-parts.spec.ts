import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { oidFrom } from '../../../infrastructure/x509/asn1/oid.js'
import { isWholeSequence } from '../../../infrastructure/x509/asn1/whole-element.js'
import { ipAddressOf } from '../../../infrastructure/x509/certificate/ip-address.js'
import { passwordReadingsOf } from '../../../infrastructure/x509/encryption/password-readings.js'
import { rc4 } from '../../../infrastructure/x509/encryption/rc4.js'
import { turnstileOf } from '../../../infrastructure/x509/turnstile.js'
import { workerLocation } from '../../../infrastructure/x509/worker-location.js'
import { element, oid, sequence } from './der-building.js'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const fromHex = (digits: string): Uint8Array => Buffer.from(digits, 'hex')

describe('the readings of a password', () => {
  const readings = (bytes: Uint8Array | null) => {
    const { given, utf8, bmp } = passwordReadingsOf(bytes)
    return { given, utf8: utf8.map(hex), bmp: bmp.map(hex) }
  }
  const text = (password: string) => readings(new TextEncoder().encode(password))

  it('are one for ASCII, spaces and all', () => {
    expect(text(' a ')).toEqual({ given: true, utf8: ['206120'], bmp: ['0020006100200000'] })
  })

  it('are the empty text and no bytes at all where it is empty or absent', () => {
    expect(text('')).toEqual({ given: true, utf8: [''], bmp: ['0000', ''] })
    expect(readings(null)).toEqual({ given: false, utf8: [''], bmp: ['0000', ''] })
  })

  it('are UTF-8 first and single bytes after it beyond ASCII', () => {
    expect(text('ä')).toEqual({ given: true, utf8: ['c3a4', 'e4'], bmp: ['00e40000', '00c300a40000'] })
    expect(text('日')).toEqual({ given: true, utf8: ['e697a5'], bmp: ['65e50000', '00e6009700a50000'] })
    expect(text('🔑').bmp[0]).toBe('d83ddd110000')
  })

  it('are single bytes first where the bytes are no UTF-8', () => {
    expect(readings(fromHex('e4'))).toEqual({ given: true, utf8: ['e4', 'c3a4'], bmp: ['00e40000'] })
  })
})

describe('RC4', () => {
  it.each([
    ['0102030405', 'b2396305f03dc027ccc3524a0a1118a8'],
    ['0102030405060708090a0b0c0d0e0f10', '9ac7cc9a609d1ef7b2932899cde41b97'],
  ])('gives the key stream of RFC 6229 for the key %s', (cipherKey, stream) => {
    expect(hex(rc4(fromHex(cipherKey), new Uint8Array(16)))).toBe(stream)
  })
})

describe('an object identifier', () => {
  it('is read with arcs of any size', () => {
    const arcs = fc.tuple(fc.nat(1), fc.nat(39), fc.array(fc.bigInt(0n, 2n ** 128n), { minLength: 1, maxLength: 5 }))
    fc.assert(fc.property(arcs, ([first, second, others]) => {
      const dotted = [first, second, ...others].join('.')
      expect(oidFrom(oid(dotted).slice(2))).toBe(dotted)
    }))
    expect(oidFrom(fromHex('8837'))).toBe('2.999')
  })

  it('is none when its last arc does not end, when it is empty, and when it is beyond all measure', () => {
    expect(oidFrom(fromHex('2a86'))).toBeNull()
    expect(oidFrom(fromHex(''))).toBeNull()
    expect(oidFrom(new Uint8Array(1_000_000).fill(0x81))).toBeNull()
  })
})

describe('a whole sequence', () => {
  it('ends where its header says, or with the end mark', () => {
    for (const length of [0, 1, 127, 128, 255, 256, 65_536]) {
      const whole = sequence(element(4, new Uint8Array(length)))
      expect(isWholeSequence(whole)).toBe(true)
      expect(isWholeSequence(whole.slice(0, -1))).toBe(false)
      expect(isWholeSequence(Buffer.concat([whole, Uint8Array.from([0])]))).toBe(false)
    }
    expect(isWholeSequence(fromHex('308002010000 00'.replace(' ', '')))).toBe(true)
    expect(isWholeSequence(fromHex('3080'))).toBe(false)
    expect(isWholeSequence(fromHex('3000').fill(0x31, 0, 1))).toBe(false)
  })
})

describe('an IP address', () => {
  it.each([
    ['c0000207', '192.0.2.7'],
    ['20010db8000000000000000000000001', '2001:db8::1'],
    ['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
    ['20010000000000010000000000000001', '2001:0:0:1::1'],
    ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000000000001', '::1'],
    ['fe800000000000000000000000000000', 'fe80::'],
    ['00010002000300040005000600070008', '1:2:3:4:5:6:7:8'],
  ])('of the bytes %s is written %s', (bytes, text) => {
    expect(ipAddressOf(fromHex(bytes))).toBe(text)
  })

  it('has four or sixteen bytes', () => {
    expect(ipAddressOf(fromHex('c000020000ffffff'))).toBeNull()
    expect(ipAddressOf(fromHex(''))).toBeNull()
  })
})

describe('the turnstile', () => {
  it('lets through as many as it has places, the others in turn as places become free', async () => {
    const { enter, leave } = turnstileOf(2)
    const entered: Array<number> = []
    const callers = [1, 2, 3, 4].map((caller) => enter().then(() => entered.push(caller)))

    await Promise.all(callers.slice(0, 2))
    expect(entered).toEqual([1, 2])
    leave()
    await callers[2]
    expect(entered).toEqual([1, 2, 3])
    leave()
    await Promise.all(callers)
    expect(entered).toEqual([1, 2, 3, 4])
  })
})

describe('the worker', () => {
  it('is beside the compiled reader, and in dist for one that runs from its sources', () => {
    expect(workerLocation('file:///app/dist/infrastructure/x509/worker-location.js').pathname)
      .toBe('/app/dist/infrastructure/x509/worker.js')
    expect(workerLocation('file:///app/infrastructure/x509/worker-location.ts').pathname)
      .toBe('/app/dist/infrastructure/x509/worker.js')
  })
})
