import { Gauge, type Registry } from 'prom-client'

type InSlot = 'type' | 'identity' | 'thumbprint'

/** What a scrape reads off the ledger. Instants are seconds since 1970. */
export type Gauges = {
  readonly notAfter: Gauge<InSlot | 'place'>
  readonly effective: Gauge<InSlot>
  readonly lastSeen: Gauge<'fqdn'>
  readonly position: Gauge<'fqdn'>
  readonly skew: Gauge<'fqdn'>
  readonly drift: Gauge<'kind'>
  readonly deliveries: Gauge<'state'>
  readonly head: Gauge
}

/** Fresh gauges in a registry. */
export const gaugesIn = (registry: Registry): Gauges => {
  const registers = [registry]
  const gauge = <L extends string>(name: string, help: string, labelNames: ReadonlyArray<L>): Gauge<L> =>
    new Gauge({ name: `certledger_${name}`, help, labelNames, registers })
  const slot = ['type', 'identity', 'thumbprint'] as const
  return {
    notAfter: gauge('certificate_not_after_timestamp_seconds', 'When a certificate in a slot expires', [
      ...slot, 'place',
    ]),
    effective: gauge('roll_effective_timestamp_seconds', 'When a staged roll takes effect', slot),
    lastSeen: gauge('agent_last_seen_timestamp_seconds', 'When an agent spoke last in this run', ['fqdn']),
    position: gauge('agent_position', 'As of which position an agent knows what is meant for it', ['fqdn']),
    skew: gauge('agent_clock_skew_seconds', 'How far the clock of an agent runs ahead', ['fqdn']),
    drift: gauge('drift', 'Differences on front ends that nobody accepted', ['kind']),
    deliveries: gauge('deliveries', 'What is meant for front ends, by how far it came', ['state']),
    head: gauge('log_position', 'Position of the last event', []),
  }
}
