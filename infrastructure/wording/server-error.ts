import type { RevisionDiffers } from '../../application/context.js'

/** What goes wrong between a request and the command or question that it means, or when the server starts. */
export type ServerError =
  | { readonly _tag: 'RouteUnknown'; readonly method: string; readonly path: string }
  | {
      readonly _tag: 'MethodNotAllowed'
      readonly method: string
      readonly path: string
      readonly allowed: ReadonlyArray<string>
    }
  /** Bodies are JSON objects; `because` tells what this one is not, or holds. */
  | {
      readonly _tag: 'BodyNotUnderstood'
      readonly because: 'notJson' | 'notObject' | 'tooDeep' | 'forbiddenName' | 'lengthDiffers'
    }
  | { readonly _tag: 'BodyTooLarge'; readonly limitBytes: number }
  | { readonly _tag: 'MediaTypeNotSupported'; readonly mediaType: string; readonly supported: ReadonlyArray<string> }
  | { readonly _tag: 'HeaderNotUnderstood'; readonly header: string; readonly expected: string }
  | { readonly _tag: 'RequestNotUnderstood'; readonly because: 'malformed' | 'headersTooLarge' }
  /** The cursor was made by another question, by another version, or by hand. */
  | { readonly _tag: 'CursorNotUnderstood'; readonly parameter: string }
  | RevisionDiffers
  | { readonly _tag: 'IdempotencyKeyReused'; readonly command: string }
  | { readonly _tag: 'RequestTooSlow'; readonly limitMs: number }
  | { readonly _tag: 'TooManyRequests'; readonly limit: number; readonly retryAfterS: number }
  | { readonly _tag: 'ServerBusy'; readonly limit: number; readonly retryAfterS: number }
  | { readonly _tag: 'ServerStopping' }
  /** Beyond loopback nothing is answered without TLS. */
  | { readonly _tag: 'TlsRequired'; readonly host: string }
  | { readonly _tag: 'AddressNotUnderstood'; readonly text: string }
  /** `reason` is a code such as `EADDRINUSE`. */
  | { readonly _tag: 'AddressUnusable'; readonly address: string; readonly reason: string }
  /** Certificate and key of the server, or the authorities of its clients. */
  | { readonly _tag: 'TlsUnusable'; readonly path: string; readonly reason: string }
