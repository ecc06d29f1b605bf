import type { CertificateNotFound } from '../../application/evidence.js'
import type { CertificateRefusal } from '../../domain/certificate/errors.js'
import { slotText } from '../../domain/values/slot.js'
import { listed } from './printable.js'
import { instantWords } from './units.js'
import type { ByTag, Wordings } from './wording.js'

/** Words for refusals of a certificate, and for one that cannot be found. */
export const certificateWords: Wordings<ByTag<CertificateRefusal | CertificateNotFound>> = {
  CertificateNotImported: {
    outcome: 'notFound',
    title: 'The certificate is not in the ledger',
    detail: 'No import of this certificate is on record.',
    remedy: '`certledger certificate import` imports it; `certledger certificate list` shows what is there.',
  },
  CertificateInUse: {
    outcome: 'conflict',
    title: 'The certificate is in use',
    detail: ({ thumbprint, slots }) => `${thumbprint} is current or staged in ${listed(slots.map(slotText))}.`,
    remedy:
      'Put another certificate there first (`certledger certificate set`), or repeat with `--force --reason "…"`.',
  },
  PrivateKeyNotKept: {
    outcome: 'conflict',
    title: 'The ledger does not keep the private key',
    detail: ({ thumbprint, because }) =>
      because === 'destroyed'
        ? `The private key of ${thumbprint} was destroyed.`
        : `${thumbprint} was imported without a private key.`,
    remedy: ({ because }) =>
      because === 'destroyed'
        ? 'It cannot be brought back from here. A file that still holds it is imported with `--force --reason "…"`.'
        : 'Import a file that holds the key: `certledger certificate import --path FILE`.',
  },
  PrivateKeyWasDestroyed: {
    outcome: 'conflict',
    title: 'The private key was destroyed on purpose',
    detail: ({ thumbprint, destroyedAt }) =>
      `The key of ${thumbprint} was destroyed on ${instantWords(destroyedAt)}; this file would bring it back.`,
    remedy: 'If that is meant, repeat with `--force --reason "…"`. Otherwise use a certificate with a new key.',
  },
  CompromiseInFuture: {
    outcome: 'refused',
    title: 'A compromise cannot lie in the future',
    detail: ({ since, at }) => `It is said to begin on ${instantWords(since)}; now is ${instantWords(at)}.`,
    remedy: 'Give the instant from which on the key may have been known to others, or leave `--since` out for now.',
  },
  CertificateUnknown: {
    outcome: 'notFound',
    title: 'No certificate has this thumbprint',
    detail: ({ thumbprint }) => `No certificate with the thumbprint ${thumbprint} was imported into this ledger.`,
    remedy:
      '`certledger certificate list` shows what is there; `certledger certificate import --path FILE` imports more.',
  },
  ThumbprintAmbiguous: {
    outcome: 'conflict',
    title: 'Several certificates have this SHA-1 thumbprint',
    detail: ({ thumbprint, certificates }) => `${thumbprint} is the thumbprint of ${listed(certificates)}.`,
    remedy: 'Repeat with one of these SHA-256 thumbprints.',
  },
}
