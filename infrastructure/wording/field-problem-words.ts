import type { FieldProblem } from '../../domain/input/field.js'
import { listed, quoted } from './printable.js'
import { countWords, durationWords, numberWords } from './units.js'
import { said, type ByTag, type Texts } from './wording.js'

type Problems = ByTag<FieldProblem>

const dateForms = 'RFC 3339 with an offset (2026-07-01T09:00:00Z) or a plain date, which means 00:00 UTC (2026-07-01)'

const FINGERPRINT_DIGITS = 64

const likenesses: Readonly<Record<Problems['TextWithheld']['looksLike'], string>> = {
  'private key': 'a private key',
  base64: 'a key or another secret in base64',
  hexadecimal: 'a key or another secret in hexadecimal',
  bytes: 'the bytes of a file',
}

const texts: Texts<Problems> = {
  DateNotUnderstood: ({ text, because }) =>
    because === 'form'
      ? `${quoted(text)} is not understood as a date. Accepted: ${dateForms}.`
      : `${quoted(text)} names no real date or time. Accepted: ${dateForms}.`,
  ThumbprintNotUnderstood: ({ text, digits, expectedDigits }) =>
    expectedDigits.includes(digits)
      ? `${quoted(text)} holds a character that is not a hexadecimal digit.`
      : `${quoted(text)} has ${numberWords(digits)} digits; a thumbprint has 40 (SHA-1) or 64 (SHA-256).`,
  Missing: 'A value is needed.',
  NotText: 'A text is expected.',
  NotFlag: 'True or false is expected.',
  NotWholeNumber: ({ least, most }) =>
    most === Number.MAX_SAFE_INTEGER
      ? `A whole number of at least ${numberWords(least)} is expected.`
      : `A whole number from ${numberWords(least)} to ${numberWords(most)} is expected.`,
  TooLong: ({ limit, actual }) => `The length is ${numberWords(actual)}; the limit is ${numberWords(limit)}.`,
  ControlCharacter: 'Control characters, and characters that turn the direction of writing, are not accepted.',
  RoleUnknown: ({ text, allowed }) =>
    `${quoted(text)} is no certificate type. Types: ${allowed.join(', ')}.`,
  IdentityNotUnderstood: ({ text }) =>
    `${quoted(text)} is neither global nor the fully qualified name of a front end, such as fe01.contoso.com.`,
  DomainNotUnderstood: ({ text }) => `${quoted(text)} is no fully qualified domain name, such as fe01.contoso.com.`,
  NotUuid: ({ text }) => `${quoted(text)} is no UUID, such as 00000004-0000-0ff1-ce00-000000000000.`,
  NotOneOf: ({ text, allowed }) => `${quoted(text)} is not one of ${listed(allowed, 'or')}.`,
  DurationNotUnderstood: ({ text }) =>
    `${quoted(text)} is no span of time. Accepted: minutes, hours, days or weeks, as in 90m, 12h, 60d, 8w.`,
  DurationNotWithin: ({ leastMs, mostMs }) =>
    `A span of time from ${durationWords(leastMs)} to ${durationWords(mostMs)} is expected.`,
  FingerprintNotUnderstood: ({ text, digits }) =>
    digits === FINGERPRINT_DIGITS
      ? `${quoted(text)} holds a character that is not a hexadecimal digit.`
      : `${quoted(text)} has ${numberWords(digits)} digits; a fingerprint has ${numberWords(FINGERPRINT_DIGITS)}.`,
  SubjectNotUnderstood: ({ text }) =>
    `${quoted(text)} is no name of a person or service: letters, digits, ., _, - and @, such as alice.`,
  EndNotUnderstood: ({ text }) =>
    `${quoted(text)} is neither a span of time (90d), nor a date (2027-01-31), nor never.`,
  NotBase64: 'The bytes of a file are expected, as base64 where they travel as text.',
  TextWithheld: ({ looksLike, characters }) =>
    `What was given (${countWords(characters, 'character')}) is not understood, and not repeated here, because it ` +
    `looks like ${likenesses[looksLike]}. No private key or password belongs here.`,
}

const inWords = <Tag extends keyof Problems>(tag: Tag, problem: Problems[Tag]): string => said(texts[tag], problem)

/** What is wrong with one value, in a sentence that does not name the field. */
export const fieldProblemWords = (problem: FieldProblem): string => inWords(problem._tag, problem)
