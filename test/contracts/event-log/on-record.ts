import { readFileSync } from 'node:fs'
import type { ProposedEvent } from '../../../domain/envelope.js'
import type { DomainEvent } from '../../../domain/events.js'

/** An event whose stored bytes are published: they may never change. */
type OnRecord = {
  readonly name: string
  readonly stream: string
  readonly event: ProposedEvent<DomainEvent>
  readonly record: string
  readonly hash: string
}

/** Made by another JSON writer and another SHA-256 than ours. */
export const onRecord = JSON.parse(
  readFileSync(new URL('../../corpus/event-log/on-record.json', import.meta.url), 'utf8'),
) as ReadonlyArray<OnRecord>
