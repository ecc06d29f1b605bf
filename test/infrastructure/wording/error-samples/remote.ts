import type { RemoteError, ToldByServer } from '../../../../infrastructure/shared/told-by-server.js'
import type { SamplesOf } from './samples-of.js'

const server = 'https://ledger.contoso.com:8443'

export const remoteSamples = {
  ServerUnavailable: [
    { _tag: 'ServerUnavailable', server, reason: 'ECONNREFUSED' },
    { _tag: 'ServerUnavailable', server, reason: 'HTTP_502' },
  ],
  ServerAnswerNotUnderstood: [
    { _tag: 'ServerAnswerNotUnderstood', server, because: 'otherForm' },
    { _tag: 'ServerAnswerNotUnderstood', server, because: 'tooLarge' },
    { _tag: 'ServerAnswerNotUnderstood', server, because: 'redirect' },
  ],
} satisfies SamplesOf<Exclude<RemoteError, ToldByServer>>
