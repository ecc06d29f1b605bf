import type { FastifyRequest } from 'fastify'
import { defectOf } from '../wording/defect.js'
import type { FaceError } from '../wording/face-error.js'
import type { ServerError } from '../wording/server-error.js'

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''

/** What Fastify found wrong with a request before a route had it; everything else is a defect. */
export const fastifyFault = (
  thrown: unknown,
  { routeOptions, headers }: FastifyRequest,
  supported: ReadonlyArray<string>,
): ServerError | FaceError => {
  switch (codeOf(thrown)) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return { _tag: 'BodyTooLarge', limitBytes: routeOptions.bodyLimit ?? 0 }
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_INVALID_TYPE':
    case 'FST_ERR_CTP_EMPTY_TYPE':
      return { _tag: 'MediaTypeNotSupported', mediaType: headers['content-type'] ?? '', supported }
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return { _tag: 'BodyNotUnderstood', because: 'lengthDiffers' }
    case 'FST_ERR_BAD_URL':
      return { _tag: 'RequestNotUnderstood', because: 'malformed' }
    default:
      return defectOf(thrown).error
  }
}
