import type { CertificateReadError } from '../../application/ports/certificate-reader.js'
import type { Either } from '../../application/prelude.js'
import type { FileRequest } from './read-file.js'
import type { ReadLimits } from './read-limits.js'
import type { SelectedCertificate } from './selection/select-certificate.js'

/** What the reader hands to a worker; the bytes of file and password are moved, so that no copy stays behind. */
export type WorkerRequest = FileRequest & { readonly limits: ReadLimits }

/** What a worker hands back, once; the bytes of the key are moved. */
export type WorkerAnswer = Either<CertificateReadError, SelectedCertificate>
