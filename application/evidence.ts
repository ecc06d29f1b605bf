import { acceptability } from '../domain/certificate/acceptability.js'
import { certificate } from '../domain/certificate/decide.js'
import type { Finding } from '../domain/certificate/finding.js'
import type { KnownCertificate } from '../domain/certificate/state.js'
import { frontEnd } from '../domain/front-end/decide.js'
import { site } from '../domain/site/decide.js'
import { certificateStream, frontEndStream, siteStream } from '../domain/streams.js'
import type { Instant } from '../domain/values/instant.js'
import type { Slot } from '../domain/values/slot.js'
import { ThumbprintSha256, type Thumbprint } from '../domain/values/thumbprint.js'
import type { LogFailure } from './ports/event-log.js'
import type { ReadFailure } from './ports.js'
import { pipe, TE, type TaskEither } from './prelude.js'
import type { Services } from './services.js'

/** No certificate, or more than one, has this thumbprint. */
export type CertificateNotFound =
  | { readonly _tag: 'CertificateUnknown'; readonly thumbprint: Thumbprint | ThumbprintSha256 }
  | {
      readonly _tag: 'ThumbprintAmbiguous'
      readonly thumbprint: Thumbprint
      readonly certificates: ReadonlyArray<ThumbprintSha256>
    }

type Reading = Pick<Services, 'load' | 'lookup'>

const identify = (
  { lookup }: Pick<Services, 'lookup'>,
  thumbprint: Thumbprint | ThumbprintSha256,
): TaskEither<CertificateNotFound | ReadFailure, ThumbprintSha256> =>
  ThumbprintSha256.is(thumbprint)
    ? TE.right(thumbprint)
    : pipe(
        lookup.certificatesWith(thumbprint),
        TE.chainW((certificates) => {
          const [only, ...others] = certificates
          if (only === undefined) return TE.left<CertificateNotFound>({ _tag: 'CertificateUnknown', thumbprint })
          return others.length === 0
            ? TE.right(only)
            : TE.left<CertificateNotFound>({ _tag: 'ThumbprintAmbiguous', thumbprint, certificates })
        }),
      )

/** The certificate of a thumbprint, SHA-1 or SHA-256, as it is known now. */
export const knownCertificate = (
  services: Reading,
  thumbprint: Thumbprint | ThumbprintSha256,
): TaskEither<CertificateNotFound | ReadFailure, KnownCertificate> =>
  pipe(
    identify(services, thumbprint),
    TE.chainW((sha256) => services.load(certificate, certificateStream(sha256))),
    TE.chainW(({ state }) =>
      state._tag === 'Known'
        ? TE.right(state)
        : TE.left<CertificateNotFound>({ _tag: 'CertificateUnknown', thumbprint }),
    ),
  )

const isRegistered = ({ load }: Pick<Services, 'load'>, { scope }: Slot): TaskEither<LogFailure, boolean> =>
  scope === 'global'
    ? TE.right(true)
    : pipe(
        load(frontEnd, frontEndStream(scope)),
        TE.map(({ state }) => state._tag === 'Registered'),
      )

const servesSomewhere = ({ lookup }: Pick<Services, 'lookup'>, { facts }: KnownCertificate, at: Instant) =>
  pipe(
    lookup.usesOf(facts.thumbprintSha256, at),
    TE.map((uses) => uses.some(({ as }) => as === 'current')),
  )

/**
 * Judges a certificate for a slot, used from an instant on: loads the site's SIP domains, whether the front end is
 * registered, and, only where the answer hangs on it, whether the certificate serves a role already. Source: FIELD F2.
 */
export const judge = (
  services: Reading,
  known: KnownCertificate,
  slot: Slot,
  at: Instant,
  now: Instant,
): TaskEither<ReadFailure, ReadonlyArray<Finding>> =>
  pipe(
    services.load(site, siteStream),
    TE.chain(({ state }) =>
      pipe(
        isRegistered(services, slot),
        TE.map((frontEndRegistered) => ({
          slot,
          at,
          sipDomains: state?.sipDomains ?? [],
          frontEndRegistered,
          assignedElsewhere: false,
        })),
      ),
    ),
    TE.chainW((circumstances) => {
      const findings = acceptability(known, circumstances)
      return findings.some(({ _tag, severity }) => _tag === 'SipDomainMissing' && severity === 'refused')
        ? pipe(
            servesSomewhere(services, known, now),
            TE.map((assignedElsewhere) => acceptability(known, { ...circumstances, assignedElsewhere })),
          )
        : TE.right(findings)
    }),
  )
