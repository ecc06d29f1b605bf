import type { StoreError } from '../../application/ports.js'
import { pathWords, printable } from './printable.js'
import { reasonWords } from './reason-words.js'
import { bytesWords, countWords } from './units.js'
import type { ByTag, Wordings } from './wording.js'

type Conflict = Extract<StoreError, { readonly _tag: 'Conflict' }>

const expectation = (expected: Conflict['expected']): string => {
  if (expected === 'any') return 'anything'
  if (expected === 'noStream') return 'nothing'
  return expected === 'streamExists' ? 'some event' : `revision ${expected.revision}`
}

/** Words for the event log and the read side. */
export const storeWords: Wordings<ByTag<StoreError>> = {
  Conflict: {
    outcome: 'conflict',
    title: 'Somebody else changed the same thing meanwhile',
    detail: ({ stream, expected, actual }) =>
      `${printable(stream)} was expected to hold ${expectation(expected)}; it holds ` +
      `${actual === null ? 'nothing' : `revision ${actual}`}. Nothing was recorded.`,
    remedy: 'Look again (`certledger log`), and repeat the command if it is still right.',
  },
  LogBusy: {
    outcome: 'unavailable',
    title: 'The ledger is busy',
    detail: ({ waiting, limit }) =>
      waiting < limit
        ? 'Another process held it for longer than was worth waiting. Nothing was recorded.'
        : `${countWords(waiting, 'change')} are waiting, which is the limit. Nothing was recorded.`,
    remedy: 'Try again in a moment. If it lasts, another process holds the ledger.',
  },
  OutcomeUnknown: {
    outcome: 'unavailable',
    title: 'It is not known whether the change was recorded',
    detail: ({ reason }) => `The ledger did not answer: ${reasonWords(reason)}.`,
    remedy:
      '`certledger log --newest 10` shows whether it was. Repeating the command is safe: what holds already is not ' +
      'recorded again.',
  },
  SecretRefused: {
    outcome: 'refused',
    title: 'Something that looks like a secret was kept out of the ledger',
    detail: ({ eventType, where, looksLike }) =>
      `${printable(eventType)} holds at ${printable(where)} what looks like a secret (${printable(looksLike)}). ` +
      'Nothing was recorded.',
    remedy:
      'Take it out of reason, ticket and names. What is recorded stays for ever, so no key or password may enter.',
  },
  EventTooLarge: {
    outcome: 'tooLarge',
    title: 'The record would be too large',
    detail: ({ eventType, limitBytes, actualBytes }) =>
      `${printable(eventType)} would take ${bytesWords(actualBytes)}; the limit is ${bytesWords(limitBytes)}. ` +
      'Nothing was recorded.',
    remedy: 'Shorten the reason, or import a file with the certificate and its own chain only.',
  },
  LogUnavailable: {
    outcome: 'unavailable',
    title: 'The ledger cannot be used',
    detail: ({ path, reason }) => `${pathWords(path)}: ${reasonWords(reason)}.`,
    remedy: ({ reason }) =>
      reason === 'ENOENT'
        ? 'Name the directory of a ledger with `--ledger DIR` or `CERTLEDGER_DIR`. A new one is made by ' +
          '`certledger certificate import` or `certledger site configure`.'
        : 'Look at the directory of the ledger (`--ledger`) and its rights; `certledger doctor` does, too.',
  },
  LogFull: {
    outcome: 'full',
    title: 'The disk of the ledger is full',
    detail: ({ path }) => `${pathWords(path)} cannot grow. Nothing was recorded, and nothing that was is lost.`,
    remedy: 'Free space on that disk and repeat the command.',
  },
  LogReadOnly: {
    outcome: 'unavailable',
    title: 'The ledger is read-only',
    detail: ({ path }) => `${pathWords(path)} may not be written. Nothing was recorded.`,
    remedy: 'Repeat as a user who may write the ledger, or make its disk writable.',
  },
  LogOfNewerVersion: {
    outcome: 'unavailable',
    title: 'The ledger belongs to a newer version of certledger',
    detail: ({ path, found, supported }) =>
      `${pathWords(path)} has version ${found}; this program knows up to version ${supported}. It was not touched.`,
    remedy: 'Use the newer program.',
  },
  NotALedger: {
    outcome: 'unavailable',
    title: 'This is no ledger',
    detail: ({ path }) => `${pathWords(path)} is another kind of file. It was not touched.`,
    remedy: 'Name the directory of a ledger, or a new one, with `--ledger DIR` or `CERTLEDGER_DIR`.',
  },
  RecordCorrupt: {
    outcome: 'corrupt',
    title: 'A record of the ledger is damaged',
    detail: ({ position, detail }) =>
      `At position ${position}, ${printable(detail)}: it was changed outside of certledger.`,
    remedy:
      'Keep the files as they are, and restore the ledger from a backup. `certledger doctor --deep` checks every ' +
      'record.',
  },
  ReadSideUnavailable: {
    outcome: 'unavailable',
    title: 'The read side cannot be used',
    detail: ({ path, reason }) => `${pathWords(path)}: ${reasonWords(reason)}.`,
    remedy:
      'Look at the directory of the ledger and its rights. Nothing recorded is in danger: ' +
      '`certledger doctor --rebuild` builds the read side again from the log.',
  },
  ReadSideBusy: {
    outcome: 'unavailable',
    title: 'The read side is busy',
    detail: ({ path }) => `Another process held ${pathWords(path)} for longer than was worth waiting.`,
    remedy: 'Try again in a moment.',
  },
  ProjectionFailed: {
    outcome: 'failure',
    title: 'A view of the ledger cannot be built',
    detail: ({ projection, position, reason }) =>
      `This is a defect of certledger: ${printable(projection)} fails at position ${position} (${printable(reason)}).`,
    remedy: 'Report it with this text. Nothing recorded is in danger, and nothing was recorded wrongly.',
  },
}
