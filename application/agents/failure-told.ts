/** What an agent says of a failure, in a form that may be kept. */
export type FailureTold = { readonly reason: string; readonly detail: string | null }

const REASON = /^[A-Z0-9_]{1,64}$/
const MOST_CHARACTERS = 500
const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu

/** The reason is a code, any other text is none; the detail is one line of at most 500 characters. */
export const failureTold = ({ reason, detail }: FailureTold): FailureTold => {
  const line = detail?.replace(CONTROL, ' ').trim().slice(0, MOST_CHARACTERS) ?? ''
  return { reason: REASON.test(reason) ? reason : 'UNKNOWN', detail: line === '' ? null : line }
}
