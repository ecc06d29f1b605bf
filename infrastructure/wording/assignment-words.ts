import type { AssignmentRefusal } from '../../domain/assignment/errors.js'
import type { Finding } from '../../domain/certificate/finding.js'
import { slotText } from '../../domain/values/slot.js'
import { findingWords } from './finding-words.js'
import { instantWords } from './units.js'
import type { ByTag, Wordings } from './wording.js'

const itemised = (findings: ReadonlyArray<Finding>): string =>
  findings.map((finding) => `\n- ${findingWords(finding)}`).join('')

const forced = 'If it is right all the same, repeat with `--force --reason "…"`: each finding is then on record.'

/** Words for refusals of a slot. */
export const assignmentWords: Wordings<ByTag<AssignmentRefusal>> = {
  CertificateNotAcceptable: {
    outcome: 'refused',
    title: 'The certificate does not fit the slot',
    detail: ({ slot, thumbprint, findings }) =>
      `${thumbprint} was not accepted in ${slotText(slot)}:${itemised(findings)}`,
    remedy: ({ forceable }) =>
      forceable
        ? `Use a certificate that fits. ${forced}`
        : 'Use a certificate that fits. At least one of these findings cannot be overridden.',
  },
  RollNotAcceptable: {
    outcome: 'refused',
    title: 'The roll cannot take effect on that date',
    detail: ({ slot, findings }) => `The roll in ${slotText(slot)} was not accepted:${itemised(findings)}`,
    remedy: ({ forceable }) =>
      forceable
        ? `Choose another \`--effective-date\`. ${forced}`
        : 'Choose another `--effective-date`. At least one of these findings cannot be overridden.',
  },
  EffectiveDateNotInFuture: {
    outcome: 'refused',
    title: 'The effective date is not in the future',
    detail: ({ slot, effectiveAt, at }) =>
      `${slotText(slot)} was to change on ${instantWords(effectiveAt)}; now is ${instantWords(at)}.`,
    remedy: 'Choose a later `--effective-date`, or assign at once: leave `--roll` and `--effective-date` out.',
  },
  EffectiveDateOutsideValidity: {
    outcome: 'refused',
    title: 'The certificate is not valid on the effective date',
    detail: ({ effectiveAt, notBefore, notAfter }) =>
      `The effective date is ${instantWords(effectiveAt)}; the certificate is valid from ` +
      `${instantWords(notBefore)} to ${instantWords(notAfter)}.`,
    remedy: 'Choose an `--effective-date` within the validity, or roll another certificate.',
  },
  AlreadyStagedForOtherDate: {
    outcome: 'conflict',
    title: 'The certificate is staged for another date',
    detail: ({ slot, thumbprint, stagedFor, asked }) =>
      `${thumbprint} is staged in ${slotText(slot)} for ${instantWords(stagedFor)}, not for ${instantWords(asked)}.`,
    remedy: '`certledger roll reschedule --effective-date DATE` moves it; `certledger roll cancel` ends it.',
  },
  NothingStaged: {
    outcome: 'conflict',
    title: 'Nothing is staged',
    detail: ({ slot }) =>
      `No certificate is staged in ${slotText(slot)}: a roll may have taken effect, or been cancelled.`,
    remedy: '`certledger roll list --all` shows what became of earlier rolls.',
  },
  StagedRollPending: {
    outcome: 'conflict',
    title: 'A roll is pending',
    detail: ({ slot, thumbprint, effectiveAt }) =>
      `${thumbprint} is staged in ${slotText(slot)} for ${instantWords(effectiveAt)}; until then nothing would be ` +
      'in force.',
    remedy: 'Cancel the roll first (`certledger roll cancel`), or repeat with `--force --reason "…"`.',
  },
  NoPreviousCertificate: {
    outcome: 'conflict',
    title: 'There is no previous certificate',
    detail: ({ slot }) => `${slotText(slot)} holds no previous certificate to go back to.`,
    remedy: '`certledger certificate set` assigns any imported certificate; `certledger log` shows earlier ones.',
  },
  SlotChangedMeanwhile: {
    outcome: 'conflict',
    title: 'The slot changed meanwhile',
    detail: ({ slot }) => `${slotText(slot)} no longer holds what it held when the command began.`,
    remedy: 'Look again (`certledger certificate get`), and repeat the command if it is still right.',
  },
  AssignmentInUse: {
    outcome: 'conflict',
    title: 'The certificate is in force',
    detail: ({ slot, thumbprint, notAfter }) =>
      `${thumbprint} is current in ${slotText(slot)} and valid until ${instantWords(notAfter)}.`,
    remedy:
      'Put another certificate there (`certledger certificate set`), or repeat with `--force --reason "…"`.',
  },
  CorrectionInFuture: {
    outcome: 'refused',
    title: 'Only the past can be corrected',
    detail: ({ validFrom, validTo, at }) =>
      `The correction holds from ${instantWords(validFrom)}` +
      `${validTo === null ? '' : ` to ${instantWords(validTo)}`}; now is ${instantWords(at)}.`,
    remedy: 'Plan the future with a roll: `certledger certificate set --roll --effective-date DATE`.',
  },
  CorrectionIntervalEmpty: {
    outcome: 'usage',
    title: 'The correction covers no time',
    detail: ({ validFrom, validTo }) =>
      `It would hold from ${instantWords(validFrom)} to ${instantWords(validTo)}.`,
    remedy: 'Give a `--to` that is later than `--from`, or leave it out: until the next change.',
  },
}
