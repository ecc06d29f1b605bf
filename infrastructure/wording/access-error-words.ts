import type { AccessError } from '../../application/access/access-error.js'
import { rolesWith } from '../../domain/values/rights.js'
import { listed } from './printable.js'
import type { ByTag, Wordings } from './wording.js'

const reasons: Readonly<Record<ByTag<AccessError>['Unauthenticated']['because'], string>> = {
  missing: 'The request has no token.',
  malformed: 'What stands in the header `Authorization` is no token of this program.',
  unknown: 'The token is not, or no longer, one of this ledger.',
  expired: 'The token has expired.',
  revoked: 'The access was revoked.',
}

/** Words for whoever is not let in. */
export const accessErrorWords: Wordings<ByTag<AccessError>> = {
  Unauthenticated: {
    outcome: 'unauthenticated',
    title: 'Who asks is not known',
    detail: ({ because }) => reasons[because],
    remedy:
      'Send `Authorization: Bearer` with a token that an administrator has granted; the command line takes it from ' +
      '`--token-file` or CERTLEDGER_TOKEN.',
  },
  Forbidden: {
    outcome: 'denied',
    title: 'The right is missing',
    detail: ({ right, roles }) => `It needs the right to ${right}; the roles here are: ${listed(roles)}.`,
    remedy: ({ right }) => `An administrator can grant a role that has it: ${listed(rolesWith(right), 'or')}.`,
  },
}
