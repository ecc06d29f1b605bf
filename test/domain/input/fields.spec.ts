import { describe, expect, it } from 'vitest'
import { optional, type Field, type FieldProblem } from '../../../domain/input/field.js'
import {
  domainsField, durationField, flagField, fqdnField, identityField, instantField, knownAtField, oneOfField, roleField,
  rolesField, thumbprintField, uuidField, wholeNumberField, wordsField,
} from '../../../domain/input/fields.js'
import { E } from '../../../domain/prelude.js'
import { certificateRoles } from '../../../domain/values/certificate-role.js'

const reads = <A>(field: Field<A>, raw: unknown, expected: unknown) => {
  expect(field.parse(raw)).toEqual(E.right(expected))
}
const refuses = <A>(field: Field<A>, raw: unknown, problem: FieldProblem) => {
  expect(field.parse(raw)).toEqual(E.left(problem))
}

const missing: FieldProblem = { _tag: 'Missing' }
const words = wordsField('reason')
const SHA1 = '7A787D049AD53D4E628D5D6A8D98D5F9F2F66DCA'

describe('A text field', () => {
  it('is missing where nothing is said, or only blanks', () => {
    for (const raw of [undefined, null, '', '   ', '\t']) refuses(words, raw, missing)
    refuses(roleField, ' ', missing)
  })

  it('wants a text', () => {
    for (const raw of [7, true, {}, []]) refuses(words, raw, { _tag: 'NotText' })
  })

  it('holds 1,024 characters and no more', () => {
    reads(words, 'x'.repeat(1024), 'x'.repeat(1024))
    refuses(words, 'x'.repeat(1025), { _tag: 'TooLong', limit: 1024, actual: 1025 })
  })

  it('of free words is kept as it was said, without control and direction characters', () => {
    reads(words, 'Ticket 42: Münchner Gerät, «neu»', 'Ticket 42: Münchner Gerät, «neu»')
    for (const raw of ['a\u0000b', 'a\u001b[31mb', 'a\rb', 'a\u0085b', 'a\u202Eb', 'a\u2066b', 'a\u2028b']) {
      refuses(words, raw, { _tag: 'ControlCharacter' })
    }
  })
})

describe('Fields of the vendor\'s parameters', () => {
  it('-Type is one role in any case, or a comma list (2.1)', () => {
    reads(roleField, 'oauthtokenissuer', 'OAuthTokenIssuer')
    refuses(roleField, 'OAuth', { _tag: 'RoleUnknown', text: 'OAuth', allowed: certificateRoles })
    reads(rolesField, 'default, WEBSERVICESINTERNAL', ['Default', 'WebServicesInternal'])
    reads(rolesField, ['Default', 'Internal'], ['Default', 'Internal'])
    reads(rolesField, 'Default,default', ['Default'])
    refuses(rolesField, 'Default,,Internal', missing)
    refuses(rolesField, '', missing)
    refuses(rolesField, [], missing)
    refuses(rolesField, undefined, missing)
    refuses(rolesField, 'Default,Nobody', { _tag: 'RoleUnknown', text: 'Nobody', allowed: certificateRoles })
  })

  it('-Identity is global or an FQDN (2.1)', () => {
    reads(identityField, 'Global', 'global')
    reads(identityField, 'FE01.contoso.com', 'fe01.contoso.com')
    refuses(identityField, 'fe01', { _tag: 'IdentityNotUnderstood', text: 'fe01' })
  })

  it('-Thumbprint is tolerant of how it was pasted', () => {
    reads(thumbprintField, `\u200E${SHA1.toLowerCase().replace(/(..)/g, '$1 ')}`, SHA1)
    refuses(thumbprintField, 'abc', {
      _tag: 'ThumbprintNotUnderstood', text: 'abc', digits: 3, expectedDigits: [40, 64],
    })
  })

  it('-EffectiveDate is no matter of a locale (F9)', () => {
    reads(instantField, '2026-12-01', '2026-12-01T00:00:00.000Z')
    refuses(instantField, '7/1/2026', { _tag: 'DateNotUnderstood', text: '7/1/2026', because: 'form' })
    refuses(instantField, '2026-02-30', { _tag: 'DateNotUnderstood', text: '2026-02-30', because: 'value' })
  })
})

describe('Other fields', () => {
  it('read a moment of the log as a position or a date', () => {
    reads(knownAtField, '42', 42)
    reads(knownAtField, '0', 0)
    reads(knownAtField, '2026-12-01', '2026-12-01T00:00:00.000Z')
    refuses(knownAtField, '-1', { _tag: 'DateNotUnderstood', text: '-1', because: 'form' })
    refuses(knownAtField, '1.5', { _tag: 'DateNotUnderstood', text: '1.5', because: 'form' })
  })

  it('read names of servers and SIP domains in any case', () => {
    reads(fqdnField, ' FE01.Contoso.com. ', 'fe01.contoso.com')
    refuses(fqdnField, 'fe01', { _tag: 'DomainNotUnderstood', text: 'fe01' })
    reads(domainsField, 'Contoso.com, fabrikam.com', ['contoso.com', 'fabrikam.com'])
    refuses(domainsField, 'contoso.com, ', missing)
    refuses(domainsField, 'contoso', { _tag: 'DomainNotUnderstood', text: 'contoso' })
  })

  it('hold 500 items in a list and no more', () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `d${index}.com`)
    reads(domainsField, names(500), names(500))
    refuses(domainsField, names(501), { _tag: 'TooLong', limit: 500, actual: 501 })
  })

  it('read a UUID in any case', () => {
    reads(uuidField, ' 00000004-0000-0FF1-CE00-000000000000', '00000004-0000-0ff1-ce00-000000000000')
    refuses(uuidField, '42', { _tag: 'NotUuid', text: '42' })
  })

  it('take a flag that is not said for false, and no word for a flag', () => {
    const flag = flagField('force')
    reads(flag, undefined, false)
    reads(flag, true, true)
    reads(flag, false, false)
    refuses(flag, 'true', { _tag: 'NotFlag' })
  })

  it('read whole numbers within bounds, as number or digits', () => {
    const field = wholeNumberField('limit', 1, 100)
    const notWhole: FieldProblem = { _tag: 'NotWholeNumber', least: 1, most: 100 }
    reads(field, 1, 1)
    reads(field, '100', 100)
    for (const raw of [0, 101, 1.5, '1.5', '-1', '', 'x', true, Number.NaN, '0x10']) refuses(field, raw, notWhole)
    refuses(field, undefined, missing)
  })

  it('read one of a few words in any case', () => {
    const field = oneOfField('output', ['table', 'json'])
    reads(field, ' JSON ', 'json')
    refuses(field, 'xml', { _tag: 'NotOneOf', text: 'xml', allowed: ['table', 'json'] })
  })

  it('read a span of time in minutes, hours, days or weeks', () => {
    const field = durationField('within')
    reads(field, '90m', 5_400_000)
    reads(field, '12h', 43_200_000)
    reads(field, '60d', 5_184_000_000)
    reads(field, '8 W', 4_838_400_000)
    for (const text of ['60', 'd', '1y', '-1d', '1.5h', '1234567d']) {
      refuses(field, text, { _tag: 'DurationNotUnderstood', text })
    }
  })

  it('may be left out where they are optional, and are read where they are not', () => {
    const field = optional(instantField)
    expect([instantField.required, field.required]).toEqual([true, false])
    reads(field, undefined, null)
    reads(field, null, null)
    reads(field, '2026-12-01', '2026-12-01T00:00:00.000Z')
    refuses(field, '7/1/2026', { _tag: 'DateNotUnderstood', text: '7/1/2026', because: 'form' })
  })
})
