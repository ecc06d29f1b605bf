import type { Delivery } from './commands.js'

/** Why something cannot be said of a delivery, with the facts. */
export type ReplicationRefusal =
  /** `generation` is null where nothing that can be delivered is meant in the slot. */
  | ({ readonly _tag: 'DeliveryNotRequested'; readonly generation: number | null } & Omit<Delivery, 'generation'>)
  | ({ readonly _tag: 'DeliveryAbandoned' } & Delivery)
  /** An alarm: it was handed out before, to whoever asked. */
  | ({ readonly _tag: 'KeyAlreadyCollected'; readonly attempt: number; readonly collectedAt: string } & Delivery)
  | ({ readonly _tag: 'OtherAttempt'; readonly attempt: number; readonly present: number } & Delivery)
  | ({ readonly _tag: 'NotCollected'; readonly attempt: number } & Delivery)
