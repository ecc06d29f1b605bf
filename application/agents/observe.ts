import { frontEnd } from '../../domain/front-end/decide.js'
import { observation } from '../../domain/observation/decide.js'
import { frontEndStream, observationStream } from '../../domain/streams.js'
import { stamped } from '../context.js'
import type { CommandError, CommandResult } from '../commands/command.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import type { SyncMessage } from './protocol.js'
import type { SpeakingAgent } from './speaking-agent.js'

/**
 * Records what an agent found in its store, when it changed, and once an hour. Only what the agent of a front end says
 * of that front end comes here: its FQDN is that of the keys which signed. Repeat: no event. Source: FIELD S9.
 */
export const observe = (
  services: Pick<Services, 'handle' | 'load' | 'ids' | 'clock'>,
  { fqdn, asked }: Pick<SpeakingAgent, 'fqdn' | 'asked'>,
  { entries, version, sentAt }: Pick<SyncMessage, 'entries' | 'version' | 'sentAt'>,
): TaskEither<CommandError, CommandResult['events']> => {
  const context = stamped(services, asked)
  return pipe(
    services.load(frontEnd, frontEndStream(fqdn)),
    TE.chainW(({ state }) =>
      state._tag === 'Registered'
        ? services.handle(observation, context, observationStream(fqdn), {
            type: 'RecordObservation',
            data: { fqdn, entries, version, observedAt: sentAt, registeredAt: state.registeredAt, at: context.at },
          })
        : TE.left<CommandError>({ _tag: 'FrontEndNotRegistered', fqdn })),
    TE.map(({ events }) => events),
  )
}
