import { Instant } from '../../domain/values/instant.js'
import { TokenMark } from '../../domain/values/token-digest.js'
import type { CommandContext } from '../context.js'
import type { FreshToken } from '../ports/token-source.js'
import type { CommandResult } from './command.js'

type Recorded = CommandResult['events'][number]

const memberOf = (data: object, names: ReadonlyArray<string>): unknown =>
  Object.entries(data).find(([name]) => names.includes(name))?.[1]

/**
 * The fresh token, where its mark is what was recorded. Where another is, this command was sent before and its token
 * handed out then; where none is, and in a dry run, there is nothing to hand out.
 */
export const issuedToken = (
  events: ReadonlyArray<Recorded>,
  { mark, text }: FreshToken,
  { dryRun }: Pick<CommandContext, 'dryRun'>,
): Pick<CommandResult, 'token'> => {
  const [issuing] = events.flatMap(({ data }) => {
    const recorded = memberOf(data, ['token', 'invitation'])
    const expiresAt = memberOf(data, ['expiresAt'])
    return TokenMark.is(recorded) ? [{ id: recorded.id, expiresAt: Instant.is(expiresAt) ? expiresAt : null }] : []
  })
  if (dryRun || issuing === undefined) return {}
  return { token: { ...issuing, text: issuing.id === mark.id ? text : null } }
}
