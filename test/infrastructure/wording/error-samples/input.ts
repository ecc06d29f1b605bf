import type { UsageError } from '../../../../application/commands/command.js'
import type { InputNotUnderstood } from '../../../../domain/input/field.js'
import type { SiteRefusal } from '../../../../domain/site/decide.js'
import type { ScopeNotAllowed } from '../../../../domain/values/slot.js'
import { fqdn } from '../facts-of-samples.js'
import type { SamplesOf } from './samples-of.js'

export const inputSamples = {
  InputNotUnderstood: [
    {
      _tag: 'InputNotUnderstood',
      problems: [
        { field: 'effectiveDate', problem: { _tag: 'DateNotUnderstood', text: '7/1/2026', because: 'form' } },
        { field: 'file', problem: { _tag: 'Missing' } },
      ],
      unknown: ['colour'],
    },
  ],
  EffectiveDateMissing: [{ _tag: 'EffectiveDateMissing' }],
  RollFlagMissing: [{ _tag: 'RollFlagMissing' }],
  RoleMissing: [{ _tag: 'RoleMissing' }],
  ReasonMissing: [{ _tag: 'ReasonMissing', command: 'CorrectAssignment' }],
  ExactlyOneOf: [{ _tag: 'ExactlyOneOf', fields: ['thumbprint', 'nobody'] }],
  IdentityRequired: [{ _tag: 'IdentityRequired', role: 'Default' }],
  ScopeNotAllowed: [
    { _tag: 'ScopeNotAllowed', role: 'OAuthTokenIssuer', scope: fqdn, allowed: 'global' },
    { _tag: 'ScopeNotAllowed', role: 'Default', scope: 'global', allowed: 'front end' },
  ],
  SipDomainRequired: [{ _tag: 'SipDomainRequired' }],
} satisfies SamplesOf<InputNotUnderstood | UsageError | ScopeNotAllowed | SiteRefusal>
