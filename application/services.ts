import { handling, type Handle } from './handle.js'
import type { Load } from './load.js'
import type { Ports } from './ports.js'

/** The ports with what is made of them once per process: every use case takes the part of it that it names. */
export type Services = Ports & { readonly handle: Handle; readonly load: Load }

/** Makes the services. One per process and ledger: remembered streams and the turns of commands live in it. */
export const servicesOf = (ports: Ports): Services => ({ ...ports, ...handling(ports) })
