import type { ServerError } from '../../../../infrastructure/wording/server-error.js'
import type { SamplesOf } from './samples-of.js'

export const serverSamples = {
  RouteUnknown: [{ _tag: 'RouteUnknown', method: 'GET', path: '/v1/questions/nonsense' }],
  MethodNotAllowed: [
    { _tag: 'MethodNotAllowed', method: 'DELETE', path: '/v1/questions/show-site', allowed: ['GET'] },
  ],
  BodyNotUnderstood: [
    { _tag: 'BodyNotUnderstood', because: 'notJson' },
    { _tag: 'BodyNotUnderstood', because: 'notObject' },
    { _tag: 'BodyNotUnderstood', because: 'tooDeep' },
    { _tag: 'BodyNotUnderstood', because: 'forbiddenName' },
    { _tag: 'BodyNotUnderstood', because: 'lengthDiffers' },
  ],
  BodyTooLarge: [{ _tag: 'BodyTooLarge', limitBytes: 65_536 }],
  MediaTypeNotSupported: [
    { _tag: 'MediaTypeNotSupported', mediaType: 'text/plain', supported: ['application/json'] },
  ],
  HeaderNotUnderstood: [{ _tag: 'HeaderNotUnderstood', header: 'If-Match', expected: 'one ETag of an answer' }],
  RequestNotUnderstood: [
    { _tag: 'RequestNotUnderstood', because: 'malformed' },
    { _tag: 'RequestNotUnderstood', because: 'headersTooLarge' },
  ],
  CursorNotUnderstood: [{ _tag: 'CursorNotUnderstood', parameter: 'after' }],
  RevisionDiffers: [
    { _tag: 'RevisionDiffers', stream: 'site', expected: 3, actual: 4 },
    { _tag: 'RevisionDiffers', stream: 'site', expected: 3, actual: null },
    { _tag: 'RevisionDiffers', stream: null, expected: 3, actual: null },
  ],
  IdempotencyKeyReused: [{ _tag: 'IdempotencyKeyReused', command: 'AssignCertificate' }],
  RequestTooSlow: [{ _tag: 'RequestTooSlow', limitMs: 30_000 }],
  TooManyRequests: [{ _tag: 'TooManyRequests', limit: 60, retryAfterS: 60 }],
  ServerBusy: [{ _tag: 'ServerBusy', limit: 512, retryAfterS: 1 }],
  ServerStopping: [{ _tag: 'ServerStopping' }],
  TlsRequired: [{ _tag: 'TlsRequired', host: '0.0.0.0' }],
  AddressNotUnderstood: [{ _tag: 'AddressNotUnderstood', text: 'localhost' }],
  AddressUnusable: [{ _tag: 'AddressUnusable', address: '127.0.0.1:8443', reason: 'EADDRINUSE' }],
  TlsUnusable: [{ _tag: 'TlsUnusable', path: 'server.key', reason: 'OTHER_KEY' }],
} satisfies SamplesOf<ServerError>
