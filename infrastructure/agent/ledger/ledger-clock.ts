import { instantAtMs, msOf, type Instant } from '../../../domain/values/instant.js'

/** The clocks of the machine: the one that people set, and one that only ever goes forward, in ms. */
export type MachineClock = { readonly now: () => Instant; readonly elapsedMs: () => number }

/** The clock of the ledger, as far as it is known here. */
export type LedgerClock = {
  /** The instant by the ledger; by the machine, where the ledger never said what it is. */
  readonly now: () => Instant
  /** How far the machine's clock is ahead, in ms; null where nothing is known. */
  readonly aheadMs: () => number | null
  /** The ledger said its time just now. What the way took is not added: so nothing is ever done early. */
  readonly learn: (serverTime: Instant) => void
}

/**
 * Keeps the ledger's time without obeying the machine's clock: from what the ledger said last, what has elapsed since
 * is counted by the clock that nobody sets. `aheadMs` is what an earlier process had learnt; it serves until the
 * ledger speaks again.
 */
export const ledgerClock = (machine: MachineClock, aheadMs: number | null): LedgerClock => {
  let base = {
    ms: msOf(machine.now()) - (aheadMs ?? 0),
    elapsedMs: machine.elapsedMs(),
    isKnown: aheadMs !== null,
  }
  const nowMs = (): number => base.ms + machine.elapsedMs() - base.elapsedMs
  return {
    now: () => instantAtMs(nowMs()),
    aheadMs: () => (base.isKnown ? msOf(machine.now()) - Math.round(nowMs()) : null),
    learn: (serverTime) => {
      base = { ms: msOf(serverTime), elapsedMs: machine.elapsedMs(), isKnown: true }
    },
  }
}
