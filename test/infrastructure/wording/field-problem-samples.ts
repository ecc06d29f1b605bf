import type { FieldProblem } from '../../../domain/input/field.js'
import { certificateRoles } from '../../../domain/values/certificate-role.js'

type Samples = { readonly [Tag in FieldProblem['_tag']]: readonly [Sample<Tag>, ...ReadonlyArray<Sample<Tag>>] }
type Sample<Tag> = Extract<FieldProblem, { readonly _tag: Tag }>

/** One of each field problem, and of each variant that is worded otherwise; one without does not compile. */
export const fieldProblemSamples = {
  DateNotUnderstood: [
    { _tag: 'DateNotUnderstood', text: '7/1/2026', because: 'form' },
    { _tag: 'DateNotUnderstood', text: '2026-02-30', because: 'value' },
  ],
  ThumbprintNotUnderstood: [
    { _tag: 'ThumbprintNotUnderstood', text: 'B142918E', digits: 8, expectedDigits: [40, 64] },
    { _tag: 'ThumbprintNotUnderstood', text: 'G'.repeat(40), digits: 40, expectedDigits: [40, 64] },
  ],
  Missing: [{ _tag: 'Missing' }],
  NotText: [{ _tag: 'NotText' }],
  NotFlag: [{ _tag: 'NotFlag' }],
  NotWholeNumber: [
    { _tag: 'NotWholeNumber', least: 1, most: 10_000 },
    { _tag: 'NotWholeNumber', least: 0, most: Number.MAX_SAFE_INTEGER },
  ],
  TooLong: [{ _tag: 'TooLong', limit: 1024, actual: 4096 }],
  ControlCharacter: [{ _tag: 'ControlCharacter' }],
  RoleUnknown: [{ _tag: 'RoleUnknown', text: 'OAuth', allowed: certificateRoles }],
  IdentityNotUnderstood: [{ _tag: 'IdentityNotUnderstood', text: 'fe01' }],
  DomainNotUnderstood: [{ _tag: 'DomainNotUnderstood', text: 'contoso' }],
  NotUuid: [{ _tag: 'NotUuid', text: '4711' }],
  NotOneOf: [{ _tag: 'NotOneOf', text: 'xml', allowed: ['table', 'json'] }],
  DurationNotUnderstood: [{ _tag: 'DurationNotUnderstood', text: 'two weeks' }],
  DurationNotWithin: [{ _tag: 'DurationNotWithin', leastMs: 60_000, mostMs: 604_800_000 }],
  FingerprintNotUnderstood: [
    { _tag: 'FingerprintNotUnderstood', text: '3F2A 9C01', digits: 8 },
    { _tag: 'FingerprintNotUnderstood', text: `${'A'.repeat(64)}G`, digits: 64 },
  ],
  SubjectNotUnderstood: [{ _tag: 'SubjectNotUnderstood', text: 'CONTOSO\\alice' }],
  EndNotUnderstood: [{ _tag: 'EndNotUnderstood', text: 'next year' }],
  NotBase64: [{ _tag: 'NotBase64' }],
  TextWithheld: [
    { _tag: 'TextWithheld', looksLike: 'private key', characters: 227 },
    { _tag: 'TextWithheld', looksLike: 'base64', characters: 64 },
    { _tag: 'TextWithheld', looksLike: 'hexadecimal', characters: 128 },
    { _tag: 'TextWithheld', looksLike: 'bytes', characters: 48 },
  ],
} satisfies Samples
