import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { appendLimits, prepareAppend, type PreparedAppend } from '../../../infrastructure/event-log/prepare-append.js'
import { committer, type CommitGroup } from '../../../infrastructure/event-log/sqlite/commit.js'
import { makeLedger } from '../../../infrastructure/event-log/sqlite/schema.js'
import { statementsFor, type Statements } from '../../../infrastructure/event-log/sqlite/statements.js'
import { must } from '../../support/log-reading.js'
import { proposed, severalProposed } from '../../support/proposed-events.js'

const path = '/ledger/events.sqlite'

const sqliteError = (errcode: number): Error =>
  Object.assign(new Error('from SQLite'), { code: 'ERR_SQLITE_ERROR', errcode })

/** A statement that fails so, once it is said to; before, it does what it does. */
const failing = (statement: StatementSync, failure: () => Error | undefined): StatementSync =>
  new Proxy(statement, {
    get: (target, name) => {
      const error = name === 'run' ? failure() : undefined
      if (error !== undefined) throw error
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...args: Array<unknown>): unknown => Reflect.apply(member, target, args)
    },
  })

type Writer = {
  readonly commit: CommitGroup
  readonly db: DatabaseSync
  readonly fail: (name: keyof Statements, errcode?: number) => void
}

/** A writer on a database in memory whose statements can be made to fail. */
const writer = (canWrite = true): Writer => {
  const db = new DatabaseSync(':memory:')
  makeLedger(db)
  let failure: readonly [keyof Statements, number | undefined] | undefined
  const all = statementsFor(db)
  const names = Object.keys(all) as ReadonlyArray<keyof Statements>
  const statements = Object.fromEntries(names.map((name) => [name, failing(all[name], () => {
    if (failure?.[0] !== name) return undefined
    return failure[1] === undefined ? new RangeError('a defect') : sqliteError(failure[1])
  })])) as Statements
  const commit = committer({
    path, canWrite, statements, isUnchanged: () => true, isInPlace: () => true, close: () => undefined,
  })
  return { commit, db, fail: (name, errcode) => { failure = [name, errcode] } }
}

const anAppend = (stream = 'a', count = 1): PreparedAppend =>
  must(prepareAppend(appendLimits)({ stream, expected: 'any', events: severalProposed(count) }))

const rows = ({ db }: Writer): number => Number(Object.values(db.prepare('SELECT count(*) FROM events').get() ?? {})[0])

describe('a group of appends', () => {
  it('is one transaction', () => {
    const { commit, db } = writer()
    const group = ['a', 'b', 'a', 'c'].map((stream) => anAppend(stream, 2))
    const outcomes = commit(group)
    if (outcomes === 'busy') throw new Error('no one else is there')
    const events = outcomes.flatMap((outcome) => must(outcome).events)
    expect(events.map(({ stream, revision, position }) => `${String(position)} ${stream}${String(revision)}`)).toEqual(
      ['1 a0', '2 a1', '3 b0', '4 b1', '5 a2', '6 a3', '7 c0', '8 c1'],
    )
    expect(db.prepare('SELECT count(*) AS n FROM events').get()).toEqual({ n: 8 })
  })

  it('is not known to have been recorded where its commit failed in the dark', () => {
    const one = writer()
    one.fail('commit', 1034)
    expect(one.commit([anAppend(), anAppend('b')])).toEqual(
      [1, 2].map(() => E.left({ _tag: 'OutcomeUnknown', reason: 'SQLITE_IOERR_1034' })),
    )
    expect(rows(one)).toBe(0)
  })

  it.each<readonly [string, keyof Statements, number, object]>([
    ['the disk is full at the commit', 'commit', 13, { _tag: 'LogFull', path }],
    ['the disk is full at an insert', 'insert', 13, { _tag: 'LogFull', path }],
    ['the file has become read-only', 'insert', 8, { _tag: 'LogReadOnly', path }],
    ['the disk fails at an insert', 'insert', 266, { _tag: 'LogUnavailable', path, reason: 'SQLITE_IOERR_266' }],
    ['the database is damaged', 'begin', 11, { _tag: 'LogUnavailable', path, reason: 'SQLITE_CORRUPT' }],
    ['a code is unknown', 'begin', 99, { _tag: 'LogUnavailable', path, reason: 'SQLITE_99' }],
  ])('is refused as a whole where %s, and the next one is not', (_what, statement, errcode, failure) => {
    const one = writer()
    must((one.commit([anAppend()]) as ReadonlyArray<never>)[0] ?? E.left('nothing'))
    one.fail(statement, errcode)
    expect(one.commit([anAppend(), anAppend('b')])).toEqual([E.left(failure), E.left(failure)])
    expect(rows(one)).toBe(1)
    one.fail('head', 1)
    expect(one.commit([anAppend()])).toMatchObject([{ right: { events: [{ revision: 1, position: 2 }] } }])
  })

  it.each<keyof Statements>(['begin', 'commit'])('waits where another process is in the way at its %s', (statement) => {
    const one = writer()
    one.fail(statement, 5)
    const group = [anAppend()]
    expect(one.commit(group)).toBe('busy')
    expect(rows(one)).toBe(0)
    one.fail('head', 1)
    expect(one.commit(group)).toMatchObject([{ right: { repeated: false } }])
  })

  it('gives way to a defect, and leaves no transaction open', () => {
    const one = writer()
    one.fail('insert')
    expect(() => one.commit([anAppend()])).toThrow(RangeError)
    one.fail('head', 1)
    expect(one.commit([anAppend()])).toMatchObject([{ right: { repeated: false } }])
  })

  it('judges each append after those before it in the group', () => {
    const { commit } = writer()
    const event = proposed()
    const request = { stream: 'a', expected: 'noStream' as const, events: [event] }
    const group = [request, request, { ...request, events: [proposed()] }, { ...request, stream: 'b' }]
      .map((one) => must(prepareAppend(appendLimits)(one)))
    expect(commit(group)).toMatchObject([
      { right: { repeated: false } },
      { right: { repeated: true } },
      { left: { _tag: 'Conflict', actual: 0 } },
      { left: { _tag: 'Conflict', stream: 'b', actual: null } },
    ])
  })

  it('sees what another connection has written since', () => {
    const one = writer()
    must((one.commit([anAppend()]) as ReadonlyArray<never>)[0] ?? E.left('nothing'))
    expect(one.commit([anAppend('b', 3), anAppend()])).toMatchObject([
      { right: { events: [{ position: 2 }, { position: 3 }, { position: 4 }] } },
      { right: { events: [{ revision: 1, position: 5 }] } },
    ])
  })

  it('is refused where the file may only be read', () => {
    expect(writer(false).commit([anAppend()])).toEqual([E.left({ _tag: 'LogReadOnly', path })])
  })
})
