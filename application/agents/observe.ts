import { frontEnd } from '../../domain/front-end/decide.js'
import { observation } from '../../domain/observation/decide.js'
import { frontEndStream, observationStream } from '../../domain/streams.js'
import type { Instant } from '../../domain/values/instant.js'
import { stamped, type CommandContext } from '../context.js'
import type { CommandError, CommandResult } from '../commands/command.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import type { SyncMessage } from './protocol.js'
import type { SpeakingAgent } from './speaking-agent.js'

type Report = Pick<SyncMessage, 'entries' | 'version' | 'sentAt'>
type Needs = Pick<Services, 'handle' | 'load' | 'ids' | 'clock'>
type Observed = TaskEither<CommandError, CommandResult['events']>

/** The report without any text that somebody could have chosen; files are told apart by their number. */
const withoutTexts = ({ entries, ...report }: Report): Report => ({
  ...report,
  version: 'withheld',
  entries: entries.map(({ certificate, file, ...entry }, index) => ({
    ...entry,
    certificate: certificate === null ? null : { ...certificate, subject: '' },
    file: file === null ? null : `${entry.role}/withheld-${String(index + 1)}`,
  })),
})

const recorded = (
  { handle }: Needs,
  context: CommandContext,
  { fqdn }: Pick<SpeakingAgent, 'fqdn'>,
  registeredAt: Instant,
  { entries, version, sentAt: observedAt }: Report,
): Observed =>
  pipe(
    handle(observation, context, observationStream(fqdn), {
      type: 'RecordObservation',
      data: { fqdn, entries, version, observedAt, registeredAt, at: context.at },
    }),
    TE.map(({ events }) => events),
  )

/**
 * Records what an agent found in its store, when it changed, and once an hour. Only what the agent of a front end says
 * of that front end comes here: its FQDN is that of the keys which signed. A file that is named like a private key does
 * not silence the agent: what is refused is recorded without names. Repeat: no event. Source: FIELD S9.
 */
export const observe = (
  services: Needs,
  agent: Pick<SpeakingAgent, 'fqdn' | 'asked'>,
  report: Report,
): Observed => {
  const context = stamped(services, agent.asked)
  const { fqdn } = agent
  return pipe(
    services.load(frontEnd, frontEndStream(fqdn)),
    TE.chainW(({ state }): Observed => {
      if (state._tag !== 'Registered') return TE.left({ _tag: 'FrontEndNotRegistered', fqdn })
      return pipe(
        recorded(services, context, agent, state.registeredAt, report),
        TE.orElse((error) =>
          error._tag === 'SecretRefused'
            ? recorded(services, context, agent, state.registeredAt, withoutTexts(report))
            : TE.left(error)),
      )
    }),
  )
}
