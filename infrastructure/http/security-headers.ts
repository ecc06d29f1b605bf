/** What a browser may do with an answer: nothing but show it, from here, over TLS where there is TLS. */
export const securityHeaders = (isTls: boolean): Readonly<Record<string, string>> => ({
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  ...(isTls ? { 'strict-transport-security': 'max-age=31536000' } : {}),
})
