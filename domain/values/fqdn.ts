import { t } from '../prelude.js'

const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/

/**
 * True for a DNS name in lower case without a trailing dot: labels of 1 to 63 characters, 253 in all, the last one no
 * number, as it is in an address. Source: RFC 1035 section 2.3.4, RFC 1123 section 2.1.
 */
export const isDomainName = (text: string): boolean => {
  const labels = text.split('.')
  return text.length <= 253 && labels.length >= 2 && labels.every((label) => LABEL.test(label)) && !/\.\d+$/.test(text)
}

/** @internal */
export interface FqdnBrand {
  readonly Fqdn: unique symbol
}

/** The fully qualified domain name of a server, in lower case. */
export const Fqdn = t.brand(
  t.string,
  (text): text is t.Branded<string, FqdnBrand> => isDomainName(text),
  'Fqdn',
)
export type Fqdn = t.TypeOf<typeof Fqdn>
