import { t } from '../prelude.js'

/** @internal */
export interface SubjectBrand {
  readonly Subject: unique symbol
}

const FORM = /^[a-z0-9](?:[a-z0-9._@-]{0,126}[a-z0-9])?$/

/**
 * The name of a person or service that has access, in lower case: letters, digits, `.`, `_`, `-` and `@`, 1 to 128
 * characters, a letter or digit first and last. It names a stream.
 */
export const Subject = t.brand(t.string, (text): text is t.Branded<string, SubjectBrand> => FORM.test(text), 'Subject')
export type Subject = t.TypeOf<typeof Subject>
