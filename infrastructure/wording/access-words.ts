import type { AccessRefusal } from '../../domain/access/errors.js'
import { instantWords } from './units.js'
import type { ByTag, Wordings } from './wording.js'

const grant = (subject: string): string => `\`certledger access grant ${subject} --roles …\``

/** Words for refusals of somebody's access. */
export const accessWords: Wordings<ByTag<AccessRefusal>> = {
  AccessNotGranted: {
    outcome: 'notFound',
    title: 'No access was ever granted',
    detail: ({ subject }) => `Nobody of the name ${subject} has or had access.`,
    remedy: ({ subject }) => `\`certledger access list --all\` shows who has; ${grant(subject)} grants it.`,
  },
  AccessIsRevoked: {
    outcome: 'conflict',
    title: 'The access is revoked',
    detail: ({ subject, revokedAt }) => `The access of ${subject} was revoked on ${instantWords(revokedAt)}.`,
    remedy: ({ subject }) => `${grant(subject)} grants it anew, with a new token.`,
  },
  ExpiryNotInFuture: {
    outcome: 'refused',
    title: 'The access would have expired already',
    detail: ({ subject, expiresAt, at }) =>
      `The access of ${subject} was to expire on ${instantWords(expiresAt)}; now it is ${instantWords(at)}.`,
    remedy: ({ subject }) => `Give a later end, or \`certledger access revoke ${subject}\` to end it now.`,
  },
  LastAdministrator: {
    outcome: 'conflict',
    title: 'Nobody else is administrator',
    detail: ({ subject }) => `Without ${subject} nobody could grant access over the network any more.`,
    remedy:
      'Grant somebody else the role administrator first, or add `--force`: on the machine of the ledger itself ' +
      'access can always be granted.',
  },
}
