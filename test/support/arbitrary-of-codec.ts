import fc from 'fast-check'
import { t } from '../../domain/prelude.js'
import { AgentFingerprint, PublicKeyText } from '../../domain/values/agent-keys.js'
import { Fqdn, isDomainName } from '../../domain/values/fqdn.js'
import { Instant } from '../../domain/values/instant.js'
import { KeyRef } from '../../domain/values/key-ref.js'
import { Position } from '../../domain/values/position.js'
import { SipDomain } from '../../domain/values/sip-domain.js'
import { SpkiDigest } from '../../domain/values/spki-digest.js'
import { Subject } from '../../domain/values/subject.js'
import { Thumbprint, ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import { TokenDigest, TokenId } from '../../domain/values/token-digest.js'
import { Uuid } from '../../domain/values/uuid.js'
import { WholeNumber } from '../../domain/values/whole-number.js'

const upperHex = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789ABCDEF'), minLength: length, maxLength: length })

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,12}[a-z0-9])?$/)
const domainName = fc.array(label, { minLength: 2, maxLength: 4 })
  .map((labels) => labels.join('.'))
  .filter(isDomainName)

const instantText = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())

/** What a brand's predicate accepts; a brand that is not listed here makes its test fail, not lie. */
const brands: ReadonlyMap<t.Mixed, fc.Arbitrary<unknown>> = new Map<t.Mixed, fc.Arbitrary<unknown>>([
  [AgentFingerprint, upperHex(64)],
  [Fqdn, domainName],
  [Instant, instantText],
  [KeyRef, fc.stringMatching(/^[a-z][a-z0-9-]{0,8}:[A-Za-z0-9._/-]{1,60}$/)],
  [Position, fc.maxSafeNat()],
  [PublicKeyText, fc.stringMatching(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/)],
  [SipDomain, domainName],
  [SpkiDigest, upperHex(64)],
  [Subject, fc.stringMatching(/^[a-z0-9]([a-z0-9._@-]{0,20}[a-z0-9])?$/)],
  [Thumbprint, upperHex(40)],
  [ThumbprintSha256, upperHex(64)],
  [TokenDigest, upperHex(64)],
  [TokenId, fc.stringMatching(/^[a-z2-7]{16}$/)],
  [Uuid, fc.uuid()],
  [WholeNumber, fc.maxSafeInteger().map((n) => n + 0)],
])

/** Texts as people and machines write them: any script, quotes, line breaks, control characters. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom('"', '\\', '\n', '\u0000', '\u2028', '/', 'é', '😀', ' '), maxLength: 8 }),
)

/** Numbers that JSON can say; -0 is none of them, for it is written 0. */
const anyNumber = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map((n) => n + 0)

/** Every value that a codec of the domain accepts. Throws for a codec that it does not know. */
export const arbitraryOf = (codec: t.Mixed): fc.Arbitrary<unknown> => {
  const brand = brands.get(codec)
  if (brand !== undefined) return brand
  if (codec instanceof t.ReadonlyType) return arbitraryOf(codec.type as t.Mixed)
  if (codec instanceof t.ReadonlyArrayType || codec instanceof t.ArrayType) {
    return fc.array(arbitraryOf(codec.type as t.Mixed), { maxLength: 4 })
  }
  if (codec instanceof t.UnionType) return fc.oneof(...(codec.types as Array<t.Mixed>).map(arbitraryOf))
  if (codec instanceof t.InterfaceType) {
    const members = Object.entries(codec.props as Record<string, t.Mixed>)
    return fc.record(Object.fromEntries(members.map(([name, member]) => [name, arbitraryOf(member)])))
  }
  return primitive(codec)
}

const primitive = (codec: t.Mixed): fc.Arbitrary<unknown> => {
  if (codec instanceof t.KeyofType) return fc.constantFrom(...Object.keys(codec.keys as object))
  if (codec instanceof t.LiteralType) return fc.constant(codec.value)
  if (codec instanceof t.StringType) return anyText
  if (codec instanceof t.NumberType) return anyNumber
  if (codec instanceof t.BooleanType) return fc.boolean()
  if (codec instanceof t.NullType) return fc.constant(null)
  throw new Error(`no arbitrary for the codec ${codec.name}`)
}
