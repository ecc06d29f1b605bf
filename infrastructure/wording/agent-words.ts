import type { AgentFault } from '../../application/agents/agent-fault.js'
import { pathWords, printable, quoted } from './printable.js'
import { reasonWords } from './reason-words.js'
import type { ByTag, Wordings } from './wording.js'

type NotTrusted = ByTag<AgentFault>['LedgerNotTrusted']

const distrust: Readonly<Record<NotTrusted['because'], string>> = {
  signature: 'its answer is not signed with the key that was pinned when the agent was enrolled',
  otherKey: 'it presents another signing key than the one that was pinned when the agent was enrolled',
  otherLedger: 'it says that it is another ledger',
  otherFrontEnd: 'its answer is for another front end',
  otherMessage: 'its answer is to another message than the one that was sent',
  malformed: 'its answer is signed, but has not the form that this version knows',
  outdated: 'its answer is older than one that it gave before',
}

/** Words for what an agent meets on its machine and on its way to the ledger. */
export const agentWords: Wordings<ByTag<AgentFault>> = {
  LedgerUnreachable: {
    outcome: 'unavailable',
    title: 'The ledger cannot be reached',
    detail: ({ server, reason }) => `${printable(server)} gave no answer: ${reasonWords(reason)}.`,
    remedy: 'Check the address, the network and the server. A running agent asks again by itself.',
  },
  LedgerNotTrusted: {
    outcome: 'corrupt',
    title: 'The answer is not the ledger’s',
    detail: ({ server, because }) => `${printable(server)} is not believed: ${distrust[because]}. Nothing was done.`,
    remedy:
      'Find out who answers at this address. If the ledger itself was set up anew, enrol the agent anew, with an ' +
      'empty state directory and a new invitation.',
  },
  LedgerRefused: {
    outcome: 'denied',
    title: 'The ledger refuses',
    detail: ({ server, asked, problem, detail }) =>
      `${printable(server)} refused \`${asked}\` (${printable(problem)}). ${printable(detail)}`,
    remedy: 'The type in brackets says why: docs/errors.md tells what to do about it.',
  },
  AgentFileUnusable: {
    outcome: 'failure',
    title: 'A file of the agent cannot be used',
    detail: ({ path, reason }) => `${pathWords(path)}: ${reasonWords(reason)}.`,
    remedy: ({ reason }) =>
      reason === 'NOT_PEM' || reason === 'OTHER_KEY'
        ? 'Name the client certificate and its own key, PEM without a password: `agent enrol` takes others any time.'
        : 'Mend the rights or the space of this place. A state directory is never copied or edited.',
  },
  AgentFileExposed: {
    outcome: 'denied',
    title: 'A file of the agent is open to others',
    detail: ({ path, mode }) => `${pathWords(path)} has the mode ${printable(mode)}.`,
    remedy: 'Take the rights of others away (`chmod go-rwx`), and consider whether the agent must be enrolled anew.',
  },
  AgentNotSetUp: {
    outcome: 'notFound',
    title: 'There is no agent here',
    detail: ({ state }) => `${pathWords(state)} holds no enrolled agent.`,
    remedy: '`certledger agent enrol` sets one up, with an invitation of an administrator.',
  },
  AgentSetUpOtherwise: {
    outcome: 'conflict',
    title: 'The state directory belongs to another agent',
    detail: ({ state, fqdn, server }) =>
      `${pathWords(state)} holds the agent of ${fqdn}, which speaks to ${printable(server)}.`,
    remedy: 'Name another directory with `--state`, or remove this one if that agent is not needed any more.',
  },
  AgentRunning: {
    outcome: 'conflict',
    title: 'An agent is at work here already',
    detail: ({ path }) => `Another process works with ${pathWords(path)}.`,
    remedy: 'One agent runs on each state directory and store. Stop the other one first.',
  },
  ServerNotSecure: {
    outcome: 'usage',
    title: 'The address of the server is not secure',
    detail: ({ server }) =>
      `${quoted(server)} is not https://HOST:PORT. Plain http is for this machine only, and names and passwords have ` +
      'no place there.',
    remedy: 'Give the address as `https://HOST:PORT`, with `--ca` where its certificate is from an authority of yours.',
  },
  AgentConfigNotUnderstood: {
    outcome: 'usage',
    title: 'The configuration of the agent is not understood',
    detail: ({ path, where }) => `${pathWords(path)} is not understood at ${printable(where)}.`,
    remedy: 'Mend it as docs/agents.md shows: `roles`, then a certificate type with `hooks` and `endpoint`.',
  },
}
