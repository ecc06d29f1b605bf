import type { FrontEndRefusal } from '../../domain/front-end/errors.js'
import { slotText } from '../../domain/values/slot.js'
import { listed } from './printable.js'
import { instantWords } from './units.js'
import type { ByTag, Wordings } from './wording.js'

const invalid = {
  unknown: 'it is not the invitation that was given out last',
  used: 'it was used before',
  expired: 'it has expired',
} as const

/** Words for refusals of a front end and its agent. */
export const frontEndWords: Wordings<ByTag<FrontEndRefusal>> = {
  FrontEndNotRegistered: {
    outcome: 'notFound',
    title: 'The front end is not registered',
    detail: ({ fqdn }) => `${fqdn} is not registered, or was decommissioned.`,
    remedy: ({ fqdn }) => `\`certledger front-end register --fqdn ${fqdn}\` registers it.`,
  },
  InvitationNotValid: {
    outcome: 'denied',
    title: 'The invitation is not valid',
    detail: ({ fqdn, because }) => `The invitation for ${fqdn} cannot be used: ${invalid[because]}.`,
    remedy: ({ fqdn }) => `Ask an administrator for a new one: \`certledger front-end invite --fqdn ${fqdn}\`.`,
  },
  FrontEndInUse: {
    outcome: 'conflict',
    title: 'Certificates are assigned to the front end',
    detail: ({ fqdn, slots }) =>
      `Slots of ${fqdn} hold certificates, now or from a date on: ${listed(slots.map(slotText))}.`,
    remedy:
      'Take them out first with `certledger certificate remove`, or decommission with `--force` and say why with ' +
      '`--reason`: the slots then stay as they are.',
  },
  NoEnrolmentPending: {
    outcome: 'conflict',
    title: 'No agent waits to be enrolled',
    detail: ({ fqdn }) => `No agent asks to speak for ${fqdn}.`,
    remedy: 'On the front end, `certledger agent enrol` asks with an invitation.',
  },
  FingerprintDiffers: {
    outcome: 'conflict',
    title: 'The fingerprint is another',
    detail: ({ fqdn, expected, given }) => `The agent that asks to speak for ${fqdn} has ${expected}, not ${given}.`,
    remedy:
      'Compare with what `certledger agent enrol` showed on the front end itself. If it differs, somebody else asks: ' +
      'decline with `certledger front-end decline`, and invite again.',
  },
  AgentNotEnrolled: {
    outcome: 'denied',
    title: 'The agent is not enrolled',
    detail: ({ fqdn }) => `No agent is enrolled for ${fqdn}, or it is not this one.`,
    remedy: 'Enrol it: `certledger front-end invite`, `certledger agent enrol`, `certledger front-end confirm`.',
  },
  AgentInstanceSuperseded: {
    outcome: 'denied',
    title: 'Another process speaks for this agent',
    detail: ({ fqdn, since }) =>
      `Since ${instantWords(since)} another process uses the identity of ${fqdn}; this one may not speak any more.`,
    remedy:
      'Run one agent per front end. Is the other process not yours, the keys were copied: decommission the front end.',
  },
  AgentOnOtherMachine: {
    outcome: 'denied',
    title: 'The identity belongs to another machine',
    detail: ({ fqdn, machine }) => `${machine} is not the machine on which the agent of ${fqdn} was enrolled.`,
    remedy: 'Enrol this machine itself with a new invitation; never copy the keys of an agent.',
  },
}
