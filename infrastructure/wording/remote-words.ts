import type { RemoteError, ToldByServer } from '../shared/told-by-server.js'
import { printable } from './printable.js'
import { reasonWords } from './reason-words.js'
import type { ByTag, Wordings } from './wording.js'

type Remote = ByTag<Exclude<RemoteError, ToldByServer>>

const oddities: Readonly<Record<Remote['ServerAnswerNotUnderstood']['because'], string>> = {
  otherForm: 'answered in a form that this version of certledger does not know',
  tooLarge: 'answered with more than can be taken in',
  redirect: 'sent on to another address, which is not followed',
}

/** Words for what goes wrong on the way to a server. */
export const remoteWords: Wordings<Remote> = {
  ServerUnavailable: {
    outcome: 'unavailable',
    title: 'The server cannot be reached',
    detail: ({ server, reason }) => `${printable(server)}: ${reasonWords(reason)}.`,
    remedy:
      'Check the address, the network and the server; `--ca` names the authorities that its certificate is checked ' +
      'against. `certledger log --newest 10` shows whether a command was carried out after all.',
  },
  ServerAnswerNotUnderstood: {
    outcome: 'failure',
    title: 'The answer of the server is not understood',
    detail: ({ server, because }) => `${printable(server)} ${oddities[because]}.`,
    remedy:
      'Check that `--server` is the address of a `certledger serve` of the same version. A command may have been ' +
      'carried out all the same.',
  },
}
