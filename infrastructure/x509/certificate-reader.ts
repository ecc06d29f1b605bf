import type {
  CertificateReader, CertificateReadError, ReadRequest,
} from '../../application/ports/certificate-reader.js'
import { secretOf } from '../../application/ports/secret.js'
import { pipe, TE } from '../../application/prelude.js'
import { defaultReadLimits, type ReadLimits } from './read-limits.js'
import { runWorker } from './run-worker.js'
import { turnstileOf, type Turnstile } from './turnstile.js'
import type { WorkerAnswer, WorkerRequest } from './worker-protocol.js'

const sizeRefusal = ({ bytes }: ReadRequest, limits: ReadLimits): CertificateReadError | null => {
  if (bytes.length === 0) return { _tag: 'FileEmpty' }
  return bytes.length > limits.bytes
    ? { _tag: 'FileTooLarge', limitBytes: limits.bytes, actualBytes: bytes.length }
    : null
}

const requestOf = ({ bytes, password, thumbprint }: ReadRequest, limits: ReadLimits): WorkerRequest => ({
  bytes,
  password: password === null ? null : password.reveal(),
  thumbprint,
  limits,
})

const answerTo = async (request: ReadRequest, limits: ReadLimits, turnstile: Turnstile): Promise<WorkerAnswer> => {
  await turnstile.enter()
  return runWorker(requestOf(request, limits), turnstile.leave)
}

const readerFailed = (): CertificateReadError => ({ _tag: 'ReaderFailed' })

/**
 * Reads PKCS#12, PEM and DER, each file in a worker of its own, because what the file asks for is not ours to trust.
 * `options` replaces some of the default limits. See the port for the rules and the refusals.
 */
export const certificateReader = (options: Partial<ReadLimits> = {}): CertificateReader => {
  const limits = { ...defaultReadLimits, ...options }
  const turnstile = turnstileOf(limits.workers)
  return {
    read: (request) => {
      const refusal = sizeRefusal(request, limits)
      return refusal !== null
        ? TE.left(refusal)
        : pipe(
            TE.tryCatch(() => answerTo(request, limits, turnstile), readerFailed),
            TE.chainEitherK((answer) => answer),
            TE.map((read) => ({ ...read, privateKey: read.privateKey === null ? null : secretOf(read.privateKey) })),
          )
    },
  }
}
