import type { UsageError } from '../../application/commands/command.js'
import type { InputNotUnderstood } from '../../domain/input/field.js'
import type { SiteRefusal } from '../../domain/site/decide.js'
import type { ScopeNotAllowed } from '../../domain/values/slot.js'
import { fieldProblemWords } from './field-problem-words.js'
import { optionOf } from './option.js'
import { listed, printable } from './printable.js'
import type { ByTag, Wordings } from './wording.js'

type InputError = InputNotUnderstood | UsageError | ScopeNotAllowed | SiteRefusal

const problemLines = ({ problems, unknown }: InputNotUnderstood): string =>
  [
    ...problems.map(({ field, problem }) => `${optionOf(field)}: ${fieldProblemWords(problem)}`),
    ...unknown.map((name) =>
      name === '*'
        ? 'A name that looks like a key, and is not repeated here: No parameter has this name.'
        : `${printable(optionOf(name))}: No parameter has this name.`),
  ].join('\n')

/** Words for input that can never be carried out as it is written. */
export const inputWords: Wordings<ByTag<InputError>> = {
  InputNotUnderstood: {
    outcome: 'usage',
    title: 'The input was not understood',
    detail: problemLines,
    remedy:
      'Correct it and repeat; nothing was done. `--help` behind the command shows its options with examples, and ' +
      'the page at `/` of a server its parameters.',
  },
  EffectiveDateMissing: {
    outcome: 'usage',
    title: 'A roll needs an effective date',
    detail: '`--roll` was given without `--effective-date`.',
    remedy: 'Add `--effective-date` with a date in the future, or leave `--roll` out to assign at once.',
  },
  RollFlagMissing: {
    outcome: 'usage',
    title: 'An effective date needs a roll',
    detail: '`--effective-date` was given without `--roll`, which leaves open whether to assign at once.',
    remedy: 'Add `--roll` to stage the certificate for that date, or leave `--effective-date` out to assign at once.',
  },
  RoleMissing: {
    outcome: 'usage',
    title: 'The certificate type is missing',
    detail: '`--identity`, `--roll` and `--effective-date` concern an assignment, and an assignment has a `--type`.',
    remedy: 'Add `--type`, for example `--type OAuthTokenIssuer`, or leave the others out to import only.',
  },
  ReasonMissing: {
    outcome: 'usage',
    title: 'A reason is needed',
    detail: ({ command }) => `${command} is recorded only together with its reason.`,
    remedy: 'Add `--reason "…"`.',
  },
  ExactlyOneOf: {
    outcome: 'usage',
    title: 'Exactly one of several options is needed',
    detail: ({ fields }) => `Either ${listed(fields.map(optionOf), 'or')} is needed, and not more than one of them.`,
    remedy: 'Give one and leave the others out.',
  },
  IdentityRequired: {
    outcome: 'usage',
    title: 'The server is missing',
    detail: ({ role }) => `${printable(role)} is held by each server for itself.`,
    remedy: 'Add `--identity` with the FQDN of a front end; `certledger front-end list` shows those that are known.',
  },
  ScopeNotAllowed: {
    outcome: 'usage',
    title: 'The type does not belong there',
    detail: ({ role, scope, allowed }) =>
      allowed === 'global'
        ? `${role} is the same on every server: it belongs to global, not to ${scope}.`
        : `${role} is held by each server for itself: it belongs to a front end, not to ${scope}.`,
    remedy: ({ allowed }) =>
      allowed === 'global'
        ? 'Use `--identity global`, once, for all servers.'
        : 'Use `--identity` with the FQDN of a front end; `certledger front-end list` shows those that are known.',
  },
  SipDomainRequired: {
    outcome: 'usage',
    title: 'The site needs a SIP domain',
    detail: 'No SIP domain is configured yet, and none was given.',
    remedy: 'Give at least one, the default one first: `certledger site configure --sip-domains contoso.com`.',
  },
}
