import type { QuestionError } from '../../projections/questions/question.js'
import { slotText } from '../../domain/values/slot.js'
import { printable } from './printable.js'
import type { ByTag, Wordings } from './wording.js'

type NotKnownThen = Exclude<QuestionError, { readonly _tag: 'ScopeNotAllowed' | 'IdentityRequired' | 'ExactlyOneOf' }>

/** Words for what was not known at the moment that was asked for. */
export const questionWords: Wordings<ByTag<NotKnownThen>> = {
  CertificateNotKnownThen: {
    outcome: 'notFound',
    title: 'The certificate was not known at that time',
    detail: ({ thumbprint }) => `No certificate with the thumbprint ${thumbprint} was known at the moment asked for.`,
    remedy: '`certledger certificate list` shows those that were; leave `--at` and `--known-at` out for the present.',
  },
  SlotNeverUsed: {
    outcome: 'notFound',
    title: 'The slot was never used by that time',
    detail: ({ slot }) => `Nothing had been assigned or planned in ${slotText(slot)} at the moment asked for.`,
    remedy: '`certledger certificate get` shows the slots that hold something.',
  },
  SiteNotConfigured: {
    outcome: 'notFound',
    title: 'The site was not configured at that time',
    detail: 'No SIP domain, realm or service name was on record at the moment asked for.',
    remedy: '`certledger site configure --sip-domains contoso.com` sets them.',
  },
  FrontEndNotKnownThen: {
    outcome: 'notFound',
    title: 'Nothing was known of the front end at that time',
    detail: ({ fqdn }) =>
      `${printable(fqdn)} was not registered, or nothing was assigned or planned there, at the moment asked for.`,
    remedy: '`certledger front-end list` shows the front ends and what is assigned there.',
  },
}
