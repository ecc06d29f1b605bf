import { t } from '../prelude.js'

/** @internal */
export interface UuidBrand {
  readonly Uuid: unique symbol
}

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A UUID in lower case. Source: RFC 9562. */
export const Uuid = t.brand(t.string, (text): text is t.Branded<string, UuidBrand> => FORM.test(text), 'Uuid')
export type Uuid = t.TypeOf<typeof Uuid>
