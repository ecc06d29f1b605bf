import type { AccessError } from '../../../../application/access/access-error.js'
import type { SamplesOf } from './samples-of.js'

export const accessErrorSamples = {
  Unauthenticated: [
    { _tag: 'Unauthenticated', because: 'missing' },
    { _tag: 'Unauthenticated', because: 'malformed' },
    { _tag: 'Unauthenticated', because: 'unknown' },
    { _tag: 'Unauthenticated', because: 'expired' },
    { _tag: 'Unauthenticated', because: 'revoked' },
  ],
  Forbidden: [{ _tag: 'Forbidden', right: 'operate', roles: ['requester', 'auditor'] }],
} satisfies SamplesOf<AccessError>
