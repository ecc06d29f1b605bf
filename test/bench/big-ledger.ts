import type { EventLog } from '../../application/ports/event-log.js'
import { E } from '../../application/prelude.js'
import type { AssignmentEvent } from '../../domain/assignment/events.js'
import type { ProposedEvent } from '../../domain/envelope.js'
import type { DomainEvent } from '../../domain/events.js'
import { assignmentStream, certificateStream } from '../../domain/streams.js'
import type { CertificateRef } from '../../domain/values/certificate-ref.js'
import { instantAtMs, plusMs, type Instant } from '../../domain/values/instant.js'
import { slotFromText, type Slot } from '../../domain/values/slot.js'
import { SpkiDigest } from '../../domain/values/spki-digest.js'
import { Thumbprint, ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import { uuidSource } from '../../infrastructure/system/ids.js'

const START = Date.UTC(2020, 0, 1)
const STEP_MS = 60_000
const CERTIFICATES = 1_000
const EVENTS_A_SLOT = 40
const roles = ['Default', 'WebServicesInternal', 'WebServicesExternal', 'Internal'] as const

const hex = (n: number, digits: number): string => n.toString(16).toUpperCase().padStart(digits, '0')
const checked = <A>(is: (value: unknown) => value is A, value: unknown): A => {
  if (!is(value)) throw new TypeError(`not a value of the domain: ${String(value)}`)
  return value
}

const certificateNumbered = (n: number): CertificateRef => ({
  thumbprint: checked(Thumbprint.is, hex(n, 40)),
  thumbprintSha256: checked(ThumbprintSha256.is, hex(n, 64)),
  subject: `CN=fe${String(n)}.contoso.com`,
  notBefore: instantAtMs(START),
  notAfter: instantAtMs(START + 1e12),
})

/** The n-th slot of the big ledger. */
export const slotNumbered = (n: number): Slot => {
  const role = roles[n % roles.length] ?? 'Default'
  const slot = slotFromText(`${role}@fe${String(Math.floor(n / roles.length)).padStart(5, '0')}.contoso.com`)
  if (slot === undefined) throw new TypeError('no slot')
  return slot
}

/** How many slots a ledger of so many events has. */
export const slotsIn = (events: number): number =>
  Math.max(1, Math.ceil((events - CERTIFICATES) / EVENTS_A_SLOT))

const proposal = (
  type: DomainEvent['type'],
  data: DomainEvent['data'],
  at: Instant,
  key: string,
): ProposedEvent<DomainEvent> => {
  const commandId = uuidSource.derived(['bench', key])
  return {
    id: uuidSource.derived([commandId, '0']),
    type,
    schemaVersion: 1,
    data,
    recordedAt: at,
    actor: { kind: 'person', name: `admin${String(key.length % 7)}`, onBehalfOf: null },
    origin: { face: 'cli', address: 'bench.contoso.com' },
    reason: 'quarterly renewal of the server certificates',
    ticket: 'CHG-10472',
    commandId,
    $correlationId: commandId,
    $causationId: null,
  }
}

const importOf = (n: number): ProposedEvent<DomainEvent> => {
  const { thumbprint, thumbprintSha256, subject, notBefore, notAfter } = certificateNumbered(n)
  const facts = {
    thumbprint,
    thumbprintSha256,
    subject,
    notBefore,
    notAfter,
    spkiDigest: checked(SpkiDigest.is, hex(n, 64)),
    commonNames: [subject.slice(3)],
    issuer: 'CN=Contoso Issuing CA,O=Contoso',
    serialNumber: hex(n, 32),
    alternativeNames: [{ type: 'dns' as const, value: subject.slice(3) }],
    keyAlgorithm: 'RSA' as const,
    keySize: 2048,
    keyCurve: null,
    signatureAlgorithm: 'sha256WithRSAEncryption',
    signatureHash: 'SHA-2' as const,
    extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'],
    isCertificateAuthority: false,
    isSelfSigned: false,
    crlDistributionPoints: [],
  }
  const data = {
    facts,
    der: 'MIIC'.repeat(250),
    chain: [],
    privateKey: null,
    format: 'PEM',
    fileName: null,
    friendlyName: null,
    importedAt: instantAtMs(START),
  }
  return proposal('CertificateImported', data, instantAtMs(START), `certificate ${String(n)}`)
}

/** Assignments, and every fifth time a roll with the record of its taking effect: a slot's life as it is lived. */
const slotEvent = (slot: Slot, n: number, at: Instant): AssignmentEvent => {
  const certificate = certificateNumbered(1 + (n % CERTIFICATES))
  const rollId = uuidSource.derived(['roll', slot.scope, slot.role, String(Math.floor(n / 5))])
  const effectiveAt = plusMs(at, STEP_MS / 2)
  switch (n % 5) {
    case 3:
      return {
        type: 'RollScheduled',
        data: { slot, rollId, certificate, scheduledAt: at, effectiveAt, overridden: [] },
      }
    case 4: {
      const rolled = certificateNumbered(1 + ((n - 1) % CERTIFICATES))
      const effective = plusMs(at, -STEP_MS / 2)
      return {
        type: 'RollActivated',
        data: {
          slot,
          rollId,
          certificate: rolled,
          effectiveAt: effective,
          activatedAt: at,
          latenessMs: STEP_MS / 2,
        },
      }
    }
    default:
      return { type: 'CertificateAssigned', data: { slot, certificate, effectiveFrom: at, overridden: [] } }
  }
}

const appended = async (
  log: EventLog,
  stream: string,
  events: ReadonlyArray<ProposedEvent<DomainEvent>>,
): Promise<void> => {
  const result = await log.append({ stream, expected: 'any', events })()
  if (E.isLeft(result)) throw new Error(`the bench could not append: ${JSON.stringify(result.left)}`)
}

/** Fills an empty log: 1,000 certificates, then slots of 40 events each, slots interleaved. */
export const fill = async (log: EventLog, events: number): Promise<void> => {
  for (let n = 1; n <= Math.min(CERTIFICATES, events); n += 1) {
    const stream = certificateStream(certificateNumbered(n).thumbprintSha256)
    await appended(log, stream, [importOf(n)])
  }
  const slots = slotsIn(events)
  let left = events - CERTIFICATES
  const chunk = 10
  for (let round = 0; left > 0; round += 1) {
    const waiting: Array<Promise<void>> = []
    for (let nth = 0; nth < slots && left > 0; nth += 1) {
      const slot = slotNumbered(nth)
      const batch = Array.from({ length: Math.min(chunk, left) }, (_, index) => {
        const n = round * chunk + index
        const at = instantAtMs(START + n * STEP_MS + nth)
        const { type, data } = slotEvent(slot, n, at)
        return proposal(type, data, at, `${slot.role} ${slot.scope} ${String(n)}`)
      })
      left -= batch.length
      waiting.push(appended(log, assignmentStream(slot), batch))
      if (waiting.length === 16) await Promise.all(waiting.splice(0))
    }
    await Promise.all(waiting)
  }
}

/** An instant within the life of the slots of a big ledger: `share` 0 is its beginning, 1 its end. */
export const instantWithin = (share: number): Instant =>
  instantAtMs(START + Math.floor(share * EVENTS_A_SLOT) * STEP_MS + 30_500)
