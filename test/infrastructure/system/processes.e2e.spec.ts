import { expect, it } from 'vitest'
import { ask, freshLedger, openLedger } from '../../support/ledger/disk-ledger.js'
import { answersTo, type Saying } from '../../support/ledger/sayings.js'
import { must } from '../../support/log-reading.js'

const PROCESSES = 4
const COMMANDS = 40

/** Half of the servers are known to one process alone, half are registered by all; questions come in between. */
const sayingsOf = (nth: number): ReadonlyArray<Saying> =>
  Array.from({ length: COMMANDS }, (_, n): ReadonlyArray<Saying> => [
    { command: 'RegisterFrontEnd', input: { fqdn: n % 2 === 0 ? `fe${n}.x` : `fe${n}.of-process-${nth}.x` } },
    ...(n % 8 === 0 ? [{ question: 'ListFrontEnds', input: {} } as const] : []),
  ]).flat()

type Answer = {
  readonly events?: ReadonlyArray<{ readonly stream: string; readonly position: number }>
  readonly position?: number
}

it('Several processes that make, write and read one ledger at once record all of it, once, without a gap', async () => {
  const directory = freshLedger()
  const all = await Promise.all(Array.from({ length: PROCESSES }, (_, nth) => answersTo(directory, sayingsOf(nth))))
  for (const [opened, ...answers] of all as ReadonlyArray<ReadonlyArray<Answer | string>>) {
    expect(opened).toBe('opened')
    const positions = answers.flatMap((answer) => (typeof answer === 'string' ? [] : [answer.position ?? -1]))
    expect(positions).toEqual(positions.toSorted((a, b) => a - b))
  }
  const events = (all.flat() as ReadonlyArray<Answer>).flatMap((answer) => answer.events ?? [])
  const expected = COMMANDS / 2 + (COMMANDS / 2) * PROCESSES
  expect(new Set(events.map(({ stream }) => stream)).size).toBe(expected)
  expect(events.map(({ position }) => position).toSorted((a, b) => a - b))
    .toEqual(Array.from({ length: expected }, (_, index) => index + 1))
  const session = await openLedger(directory)
  expect(must(await ask(session, 'ListFrontEnds'))['frontEnds']).toHaveLength(expected)
  expect(must(await session.rebuildReadSide(() => undefined)())).toMatchObject({ unchanged: true, events: expected })
})
