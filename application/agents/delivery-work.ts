import type { KeySealer } from '../ports/key-sealer.js'
import type { Services } from '../services.js'
import { collectKey } from './collect.js'
import type { DeskWork } from './desk.js'
import { recordReport } from './report.js'
import { syncAnswer } from './sync.js'

/** What the desk does for an agent about deliveries; what its store holds is for others to put on record. */
export const deliveryWork = (services: Services & { readonly keySealer: KeySealer }): DeskWork => ({
  sync: (agent) => syncAnswer(services, agent),
  collect: (agent, message) => collectKey(services, agent, message),
  report: (agent, { results }) => recordReport(services, agent, results),
})
