import { t } from '../prelude.js'
import { isDomainName } from './fqdn.js'

/** @internal */
export interface SipDomainBrand {
  readonly SipDomain: unique symbol
}

/** A SIP domain of the site, in lower case, for example `contoso.com`. Source: FIELD S3, S18. */
export const SipDomain = t.brand(
  t.string,
  (text): text is t.Branded<string, SipDomainBrand> => isDomainName(text),
  'SipDomain',
)
export type SipDomain = t.TypeOf<typeof SipDomain>
