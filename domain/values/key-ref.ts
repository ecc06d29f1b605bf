import { t } from '../prelude.js'

/** @internal */
export interface KeyRefBrand {
  readonly KeyRef: unique symbol
}

/**
 * Where a private key is kept: vault and name inside it, for example `local:3F…9A.1`. Never the key. Source:
 * FIELD F5.
 */
export const KeyRef = t.brand(
  t.string,
  (text): text is t.Branded<string, KeyRefBrand> => /^[a-z][a-z0-9-]{0,31}:[A-Za-z0-9._/-]{1,200}$/.test(text),
  'KeyRef',
)
export type KeyRef = t.TypeOf<typeof KeyRef>
