import { expect, it } from 'vitest'
import { canonicalJson } from '../../../domain/log/canonical-json.js'

/** The samples of RFC 8785 appendix B: the bits of a double, and its text. */
const samples: ReadonlyArray<readonly [string, string]> = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
]

const doubleOf = (bits: string): number => Buffer.from(bits, 'hex').readDoubleBE(0)

it.each(samples)('writes the double %s as %s', (bits, text) => {
  expect(canonicalJson(doubleOf(bits))).toBe(text)
})

it.each(['7fffffffffffffff', '7ff0000000000000', 'fff0000000000000'])('refuses %s, which JSON cannot say', (bits) => {
  expect(() => canonicalJson(doubleOf(bits))).toThrow(RangeError)
})

it('writes control characters, quotes and backslashes as ECMAScript does, and all else as it is', () => {
  expect(canonicalJson('\u0000\b\t\n\f\r\u001f"\\/\u007f\u2028é😀')).toBe(
    '"\\u0000\\b\\t\\n\\f\\r\\u001f\\"\\\\/\u007f\u2028é😀"',
  )
})

it('sorts the names of every object inside objects and arrays, and leaves the order of arrays', () => {
  const value = { b: [{ d: 1, c: [3, 1, 2] }, { aa: 1, a: 2, A: 3 }], a: {}, 10: 1, 9: 2 }
  expect(canonicalJson(value)).toBe('{"10":1,"9":2,"a":{},"b":[{"c":[3,1,2],"d":1},{"A":3,"a":2,"aa":1}]}')
})
