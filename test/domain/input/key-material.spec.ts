import { describe, expect, it } from 'vitest'
import { textField } from '../../../domain/input/field.js'
import {
  domainsField, durationField, fqdnField, identityField, instantField, knownAtField, oneOfField, roleField, rolesField,
  thumbprintField, uuidField,
} from '../../../domain/input/fields.js'
import { keyMaterialIn, privateKeyIn } from '../../../domain/input/key-material.js'
import { E } from '../../../domain/prelude.js'
import { certificateRoles } from '../../../domain/values/certificate-role.js'
import { keyTexts, pfxText } from '../../support/key-texts.js'

const mistyped = [
  '7/1/2026', 'next Tuesday at noon', 'fe01', 'https://fe01.contoso.com/certsrv/certnew.cer?ReqID=4711&Enc=b64',
  '7A:78:7D:04:9A:D5:3D:4E:62:8D:5D:6A:8D:98:D5:F9:F2:F6:6D:CA:00', 'G'.repeat(40), 'A1'.repeat(33), 'OAuthTokenIsuer',
  certificateRoles.join(','), certificateRoles.join(''), 'CN=fe01.contoso.com, O=Contoso Ltd., L=Zürich, C=CH',
  'the certificate of the front end that was issued on 2026-11-20 by the Contoso Issuing CA 3 in Zürich',
  'frontend-2026-with-a-very-long-name-in-the-second-data-centre-of-contoso', '\u200E7a 78 7d', '0'.repeat(90),
  '/home/Administrator/Projects/Contoso2026/Certificates/frontend01', '4711', 'private key', '***', 'x'.repeat(1024),
]

describe('what looks like key material', () => {
  it('is every private key in every usual writing, and a PKCS#12 file', () => {
    for (const text of [...keyTexts, pfxText]) expect(keyMaterialIn(text), text).not.toBeNull()
  })

  it('is a part of a key: one line of it, its end, its first 60 letters', () => {
    const [rsa = ''] = keyTexts.filter((text) => text.length > 1600 && text.startsWith('-----BEGIN PRIVATE'))
    const [, first = '', second = ''] = rsa.split('\n')
    for (const part of [first, second, `${second}\n${second}`, rsa.slice(-200), first.slice(0, 60)]) {
      expect(keyMaterialIn(part), part).not.toBeNull()
    }
  })

  it('is told by what it looks like', () => {
    expect(keyMaterialIn('-----BEGIN PRIVATE KEY-----\nMC4C')).toBe('private key')
    expect(keyMaterialIn('zT8qk1Jv0Yh3LwX5sB7nRd2GmKc9PfUeA6oVtHyQiWj4')).toBe('base64')
    expect(keyMaterialIn('9f'.repeat(48))).toBe('hexadecimal')
    expect(keyMaterialIn('0\u0082\u0004\u00BE\u0002\u0001\u0000')).toBe('bytes')
  })

  it.each(mistyped)('is not what people mistype: %s', (text) => {
    expect(keyMaterialIn(text)).toBeNull()
    expect(privateKeyIn(text)).toBeNull()
  })

  it('is seen in time that grows with the text, not faster', () => {
    const began = performance.now()
    for (const text of ['-'.repeat(200_000), 'A1b'.repeat(70_000), '30 82 '.repeat(40_000), 'MII'.repeat(70_000)]) {
      keyMaterialIn(text)
    }
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})

describe('a field that does not understand its text', () => {
  const ec = keyTexts[0] ?? ''

  it.each([
    ['type', roleField], ['types', rolesField], ['identity', identityField], ['thumbprint', thumbprintField],
    ['date', instantField], ['knownAt', knownAtField], ['fqdn', fqdnField], ['domains', domainsField],
    ['uuid', uuidField], ['word', oneOfField('', ['table', 'json'])], ['duration', durationField('')],
  ] as const)('withholds a key, and says what it looks like and how long it is (%s)', (_name, field) => {
    expect(field.parse(ec)).toEqual(
      E.left({ _tag: 'TextWithheld', looksLike: 'private key', characters: ec.length }),
    )
  })

  it('withholds a key that commas cut to pieces', () => {
    const inHex = keyTexts.find((text) => text.startsWith('0x30,')) ?? ''
    expect(inHex).not.toBe('')
    const withheld = E.left({ _tag: 'TextWithheld', looksLike: 'private key', characters: inHex.length })
    expect(rolesField.parse(inHex)).toEqual(withheld)
    expect(domainsField.parse(inHex.split(','))).toEqual(withheld)
  })

  it('goes on to tell what it does not understand otherwise', () => {
    expect(identityField.parse('fe01')).toEqual(E.left({ _tag: 'IdentityNotUnderstood', text: 'fe01' }))
  })

  it('takes a key where any text is understood', () => {
    expect(textField('', {}, E.right).parse(ec)).toEqual(E.right(ec))
  })
})
