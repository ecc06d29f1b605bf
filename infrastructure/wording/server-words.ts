import { listed, pathWords, printable, quoted } from './printable.js'
import { reasonWords } from './reason-words.js'
import type { ServerError } from './server-error.js'
import { bytesWords, countWords, numberWords } from './units.js'
import type { ByTag, Wordings } from './wording.js'

const PAGE = 'The page at `/` of the server shows every route with its parameters.'

const bodies: Readonly<Record<ByTag<ServerError>['BodyNotUnderstood']['because'], string>> = {
  notJson: 'The body is not JSON in UTF-8.',
  notObject: 'The body is JSON, but not an object with names.',
  tooDeep: 'The body holds lists or objects deeper than any parameter needs.',
  forbiddenName: 'The body holds a name that no parameter may have, such as `__proto__`.',
  lengthDiffers: 'The body has not the length that its header tells.',
}

const seconds = (count: number): string => `Try again in ${countWords(count, 'second')}.`

const revisionOf = (actual: number | null): string => (actual === null ? 'has no event' : `is at ${actual}`)

/** Words for requests that mean no command or question, and for a server that cannot start. */
export const serverWords: Wordings<ByTag<ServerError>> = {
  RouteUnknown: {
    outcome: 'notFound',
    title: 'There is no such route',
    detail: ({ method, path }) => `${printable(method)} ${quoted(path)} is nothing that this server answers.`,
    remedy: PAGE,
  },
  MethodNotAllowed: {
    outcome: 'methodNotAllowed',
    title: 'The route has another method',
    detail: ({ method, path, allowed }) => `${quoted(path)} is asked with ${listed(allowed, 'or')}, not ${method}.`,
    remedy: PAGE,
  },
  BodyNotUnderstood: {
    outcome: 'usage',
    title: 'The body is not understood',
    detail: ({ because }) => bodies[because],
    remedy: 'Send one JSON object (RFC 8259) whose members are the parameters.',
  },
  BodyTooLarge: {
    outcome: 'tooLarge',
    title: 'The body is too large',
    detail: ({ limitBytes }) => `It has more than ${bytesWords(limitBytes)}, and was not read.`,
    remedy: 'Check that this is what was to be sent.',
  },
  MediaTypeNotSupported: {
    outcome: 'unsupported',
    title: 'The media type is not supported',
    detail: ({ mediaType, supported }) => `The body is ${quoted(mediaType)}; expected is ${listed(supported, 'or')}.`,
    remedy: 'Set the header `Content-Type`, and send the body without a content coding.',
  },
  HeaderNotUnderstood: {
    outcome: 'usage',
    title: 'A header is not understood',
    detail: ({ header, expected }) => `${header} is expected as ${expected}.`,
    remedy: 'Correct the header, or leave it out.',
  },
  RequestNotUnderstood: {
    outcome: 'usage',
    title: 'The request is not understood',
    detail: ({ because }) =>
      because === 'headersTooLarge' ? 'Its headers are too large.' : 'It is not HTTP/1.1 as RFC 9112 has it.',
    remedy: 'Check the program that sent it, and what lies between it and the server.',
  },
  CursorNotUnderstood: {
    outcome: 'usage',
    title: 'The cursor is not understood',
    detail: ({ parameter }) => `What ${printable(parameter)} holds was not given by an answer to this question.`,
    remedy: 'Begin again without it, and go on with `next` of each answer.',
  },
  RevisionDiffers: {
    outcome: 'preconditionFailed',
    title: 'It changed meanwhile',
    detail: ({ stream, expected, actual }) =>
      stream === null
        ? `Revision ${expected} was expected, but the request speaks of no single stream.`
        : `Revision ${expected} of ${printable(stream)} was expected; it ${revisionOf(actual)}. Nothing was done.`,
    remedy: 'Ask again, look at what changed, and send the command with the new `ETag`, or without `If-Match`.',
  },
  IdempotencyKeyReused: {
    outcome: 'refused',
    title: 'The Idempotency-Key stands for another request',
    detail: ({ command }) => `It came before, with other content of ${printable(command)}. Nothing was done.`,
    remedy: 'Send a new key with a new request, and the same key only with the same one.',
  },
  RequestTooSlow: {
    outcome: 'tooSlow',
    title: 'The request took too long to arrive',
    detail: ({ limitMs }) => `It was not complete after ${numberWords(limitMs / 1000)} seconds.`,
    remedy: 'Send it again over a better connection.',
  },
  TooManyRequests: {
    outcome: 'tooMany',
    title: 'Too many requests',
    detail: ({ limit }) => `More than ${countWords(limit, 'refused attempt')} came from this address within a minute.`,
    remedy: ({ retryAfterS }) => seconds(retryAfterS),
  },
  ServerBusy: {
    outcome: 'unavailable',
    title: 'The server is busy',
    detail: ({ limit }) => `It works on ${countWords(limit, 'request')} of this kind already. Nothing was done.`,
    remedy: ({ retryAfterS }) => seconds(retryAfterS),
  },
  ServerStopping: {
    outcome: 'unavailable',
    title: 'The server is being stopped',
    detail: 'It finishes what it has begun, and begins nothing more.',
    remedy: 'Try again when it runs again.',
  },
  TlsRequired: {
    outcome: 'usage',
    title: 'TLS is needed',
    detail: ({ host }) => `${quoted(host)} can be reached from other machines, and tokens would travel readable.`,
    remedy: 'Add `--tls-certificate` and `--tls-key`, or listen on 127.0.0.1.',
  },
  AddressNotUnderstood: {
    outcome: 'usage',
    title: 'The address is not understood',
    detail: ({ text }) => `${quoted(text)} is no address with a port, such as 127.0.0.1:8443 or [::1]:8443.`,
    remedy: 'Correct `--listen`. Port 0 takes one that is free.',
  },
  AddressUnusable: {
    outcome: 'unavailable',
    title: 'The address cannot be listened on',
    detail: ({ address, reason }) => `${quoted(address)}: ${reasonWords(reason)}.`,
    remedy: 'Stop what listens there, or name another address with `--listen`.',
  },
  TlsUnusable: {
    outcome: 'unusable',
    title: 'TLS cannot be set up',
    detail: ({ path, reason }) => `${pathWords(path)}: ${reasonWords(reason)}.`,
    remedy: 'Check that the files are PEM, and that the key belongs to the certificate and has no password.',
  },
}
