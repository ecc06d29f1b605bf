import { parseRole } from '../../../domain/values/certificate-role.js'
import type { RawValues } from '../arguments/raw-values.js'

/**
 * What is meant by one word: `OAuthTokenIssuer@global` and `Default@fe01.contoso.com` are slots, a type alone is the
 * slot of its own scope, anything else is the name of a front end.
 */
export const slotWords = (word: string): RawValues => {
  const [type = '', ...rest] = word.split('@')
  if (rest.length > 0) return { type, identity: rest.join('@') }
  return parseRole(word) === undefined ? { frontEnd: word } : { type: word }
}
