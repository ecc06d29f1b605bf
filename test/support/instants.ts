import { E } from '../../domain/prelude.js'
import { parseInstant, plusMs, type Instant } from '../../domain/values/instant.js'

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** An instant as a person writes it, `2026-12-01` or `2026-12-01 09:30Z`; throws on a text that is none. */
export const instant = (text: string): Instant => {
  const parsed = parseInstant(text)
  if (E.isLeft(parsed)) throw new Error(`no instant: ${text}`)
  return parsed.right
}

/** The last instant before one: where a half-open interval that ends there still holds. */
export const justBefore = (at: Instant): Instant => plusMs(at, -1)
