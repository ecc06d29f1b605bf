import type { ReplicationRefusal } from '../../domain/replication/errors.js'
import type { Delivery } from '../../domain/replication/commands.js'
import { slotText } from '../../domain/values/slot.js'
import type { ByTag, Wordings } from './wording.js'

const delivery = ({ fqdn, slot, generation }: Delivery): string =>
  `generation ${String(generation)} of ${slotText(slot)} to ${fqdn}`

/** Words for refusals of a delivery. */
export const replicationWords: Wordings<ByTag<ReplicationRefusal>> = {
  DeliveryNotRequested: {
    outcome: 'notFound',
    title: 'Nothing is to be delivered',
    detail: ({ fqdn, slot, generation }) =>
      generation === null
        ? `Nothing that can be delivered is meant for ${fqdn} in ${slotText(slot)}.`
        : `The delivery of ${delivery({ fqdn, slot, generation })} was never asked for.`,
    remedy: ({ generation }) =>
      generation === null
        ? '`certledger certificate get` shows what the slots hold; only what has its private key in the ledger is ' +
          'delivered, to its own front end.'
        : '`certledger replication invoke` asks for what is meant to be there.',
  },
  DeliveryAbandoned: {
    outcome: 'conflict',
    title: 'The delivery was given up',
    detail: (refusal) => `The delivery of ${delivery(refusal)} is no longer meant.`,
    remedy: '`certledger replication status` shows what is.',
  },
  KeyAlreadyCollected: {
    outcome: 'denied',
    title: 'The key was collected before',
    detail: (refusal) =>
      `Attempt ${String(refusal.attempt)} of the delivery of ${delivery(refusal)} was handed out ` +
      `on ${refusal.collectedAt}.`,
    remedy: 'Report the attempt as failed, and another one is asked for; or `certledger replication invoke --force`.',
  },
  OtherAttempt: {
    outcome: 'conflict',
    title: 'Another attempt is under way',
    detail: (refusal) =>
      `The delivery of ${delivery(refusal)} is at attempt ${String(refusal.present)}, ` +
      `not ${String(refusal.attempt)}.`,
    remedy: 'Ask again what is meant (`sync`), and collect that.',
  },
  NotCollected: {
    outcome: 'conflict',
    title: 'The key was not collected',
    detail: (refusal) =>
      `Attempt ${String(refusal.attempt)} of the delivery of ${delivery(refusal)} was not handed out.`,
    remedy: 'Only what was collected can be installed and proved.',
  },
}
