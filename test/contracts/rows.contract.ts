import { describe, expect, it } from 'vitest'
import type { RowStore } from '../../infrastructure/read-side/row-store.js'
import { close, put, remove } from '../../projections/projection.js'
import type { RowQuery } from '../../projections/rows.js'
import { names, notes, spans, type Note, type Span } from '../infrastructure/read-side/tables.js'

/** How a law gets a store over the empty tables of `tables.ts`. */
export type RowsHarness = { readonly emptyRows: () => RowStore }

const note = (position: number, author: string, about: string | null, weight: number | null): Note =>
  ({ position, author, about, weight })

const NOTES = [
  note(1, 'ann', null, 5),
  note(2, 'bob', 'roll', null),
  note(3, 'ann', 'roll', 7),
  note(10, 'ann', null, 6),
]

const span = (known_from: number, valid_from: string, valid_to: string | null, known_to: number | null): Span =>
  ({ place: 'web', known_from, nth: 0, valid_from, valid_to, known_to, what: null })

const SPANS = [span(1, 'a', 'c', 5), span(2, 'b', null, null), span(5, 'a', 'b', null), span(9, 'c', 'e', null)]

const withNotes = ({ emptyRows }: RowsHarness): RowStore => {
  const store = emptyRows()
  store.apply(NOTES.map((row) => put(notes, row)))
  return store
}

const positions = (store: RowStore, query: RowQuery<typeof notes>) =>
  store.rows.find(notes, query).map(({ position }) => position)

const knownFrom = (harness: RowsHarness, query: RowQuery<typeof spans>) => {
  const store = harness.emptyRows()
  store.apply(SPANS.map((row) => put(spans, row)))
  return store.rows.find(spans, query).map(({ known_from }) => known_from)
}

const asking = (harness: RowsHarness): void => {
  it('gives back every column of a row as it was put, as a plain object', () => {
    const found = withNotes(harness).rows.find(notes, { equals: { position: 2 } })
    expect(found).toStrictEqual([NOTES[1]])
  })

  it('gives all rows by primary key where nothing is asked', () => {
    expect(positions(withNotes(harness), {})).toEqual([1, 2, 3, 10])
  })

  it.each<[string, RowQuery<typeof notes>, ReadonlyArray<number>]>([
    ['one column', { equals: { author: 'ann' } }, [1, 3, 10]],
    ['two columns', { equals: { author: 'ann', about: 'roll' } }, [3]],
    ['null', { equals: { about: null } }, [1, 10]],
    ['a null among others', { equals: { author: 'ann', about: null } }, [1, 10]],
    ['nothing there', { equals: { author: 'eve' } }, []],
  ])('finds what equals %s', (_what, query, expected) => {
    expect(positions(withNotes(harness), query)).toEqual(expected)
  })

  it.each<[string, RowQuery<typeof notes>, ReadonlyArray<number>]>([
    ['at most', { atMost: { weight: 6 } }, [1, 10]],
    ['at least', { atLeast: { weight: 6 } }, [3, 10]],
    ['above', { above: { weight: 6 } }, [3]],
    ['below', { below: { weight: 6 } }, [1]],
    ['between', { atLeast: { position: 2 }, below: { position: 10 } }, [2, 3]],
    ['equal and above', { equals: { author: 'ann' }, above: { position: 1 } }, [3, 10]],
  ])('compares values that are there: %s', (_what, query, expected) => {
    expect(positions(withNotes(harness), query)).toEqual(expected)
  })

  it('finds nothing beyond a null, except where it is asked for as equal', () => {
    expect(positions(withNotes(harness), { atLeast: { weight: null } })).toEqual([])
    expect(positions(withNotes(harness), { openOrAtLeast: { weight: null } })).toEqual([2])
  })

  it.each<[string, RowQuery<typeof spans>, ReadonlyArray<number>]>([
    ['null or above', { openOrAbove: { valid_to: 'c' } }, [2, 9]],
    ['null or at least', { openOrAtLeast: { valid_to: 'c' } }, [1, 2, 9]],
    ['of one place', { equals: { place: 'web', known_to: null }, openOrAbove: { valid_to: 'b' } }, [2, 9]],
    ['on two axes', { equals: { place: 'web' }, openOrAbove: { valid_to: 'b', known_to: 4 } }, [1, 2, 9]],
    ['both forms', { openOrAbove: { known_to: 5 }, openOrAtLeast: { valid_to: 'b' } }, [2, 5, 9]],
    ['the moment', {
      equals: { place: 'web' },
      atMost: { valid_from: 'b', known_from: 4 },
      openOrAbove: { valid_to: 'b', known_to: 4 },
      orderBy: [['valid_from', 'desc']],
    }, [2, 1]],
  ])('finds intervals that are open or reach far enough: %s', (_what, query, expected) => {
    expect(knownFrom(harness, query)).toEqual(expected)
  })

  it('finds a name whatever its characters are', () => {
    const store = harness.emptyRows()
    const odd = ['', '~', "'; drop table names; --", 'a\u0000b', '\u{1F600}', '\uE000', 'Ä', 'a:b', '1:a']
    store.apply(odd.map((name, count) => put(names, { name, count })))
    for (const [count, name] of odd.entries()) {
      expect(store.rows.find(names, { equals: { name } })).toEqual([{ name, count }])
    }
  })
}

const ordering = (harness: RowsHarness): void => {
  it('orders by several columns, each in its direction', () => {
    const query: RowQuery<typeof notes> = { orderBy: [['author', 'desc'], ['position', 'asc']] }
    expect(positions(withNotes(harness), query)).toEqual([2, 1, 3, 10])
  })

  it('puts null first, and last in falling order', () => {
    expect(positions(withNotes(harness), { orderBy: [['weight', 'asc']] })).toEqual([2, 1, 10, 3])
    expect(positions(withNotes(harness), { orderBy: [['weight', 'desc']] })).toEqual([3, 10, 1, 2])
  })

  it('orders what is equal by primary key, in the direction of the last column', () => {
    expect(positions(withNotes(harness), { orderBy: [['author', 'asc']] })).toEqual([1, 3, 10, 2])
    expect(positions(withNotes(harness), { orderBy: [['author', 'desc']] })).toEqual([2, 10, 3, 1])
  })

  it('orders text by code point', () => {
    const store = harness.emptyRows()
    const sorted = ['', 'A', 'B', 'a', 'ä', '\uE000', '\uFFFD', '\u{10000}', '\u{1F600}']
    store.apply([...sorted].reverse().map((name) => put(names, { name, count: 1 })))
    expect(store.rows.find(names, { orderBy: [['name', 'asc']] }).map(({ name }) => name)).toEqual(sorted)
    expect(store.rows.find(names, { above: { name: '\uE000' } }).map(({ name }) => name)).toEqual(sorted.slice(6))
  })

  it.each([[0, []], [2, [1, 3]], [5, [1, 3, 10]]])('gives at most %i rows', (limit, expected) => {
    expect(positions(withNotes(harness), { equals: { author: 'ann' }, limit })).toEqual(expected)
  })
}

const changing = (harness: RowsHarness): void => {
  it('replaces the row with the same primary key', () => {
    const store = withNotes(harness)
    store.apply([put(notes, note(3, 'eve', null, null))])
    expect(store.rows.find(notes, { equals: { position: 3 } })).toEqual([note(3, 'eve', null, null)])
    expect(positions(store, { equals: { author: 'ann' } })).toEqual([1, 10])
  })

  it('closes a row: sets the columns that are named and leaves the others', () => {
    const store = withNotes(harness)
    store.apply([close(notes, { position: 1 }, { weight: null, about: 'closed' })])
    expect(store.rows.find(notes, { equals: { about: 'closed' } })).toEqual([note(1, 'ann', 'closed', null)])
  })

  it('leaves everything as it is where the row to close or remove is not there', () => {
    const store = withNotes(harness)
    store.apply([close(notes, { position: 4 }, { weight: 1 }), remove(notes, { position: 4 })])
    expect(store.rows.find(notes, {})).toEqual(NOTES)
  })

  it('removes a row, and puts it again', () => {
    const store = withNotes(harness)
    store.apply([remove(notes, { position: 1 }), remove(notes, { position: 2 })])
    expect(positions(store, {})).toEqual([3, 10])
    store.apply([put(notes, note(2, 'bob', null, 0))])
    expect(store.rows.find(notes, { equals: { author: 'bob' } })).toEqual([note(2, 'bob', null, 0)])
  })

  it('makes changes in their order', () => {
    const store = harness.emptyRows()
    store.apply([
      put(names, { name: 'a', count: 1 }),
      close(names, { name: 'a' }, { count: 2 }),
      remove(names, { name: 'a' }),
      put(names, { name: 'a', count: 3 }),
      close(names, { name: 'a' }, { count: 4 }),
    ])
    expect(store.rows.find(names, {})).toEqual([{ name: 'a', count: 4 }])
  })

  it('throws where a change names no whole primary key', () => {
    const store = withNotes(harness)
    expect(() => store.apply([close(spans, { place: 'web' }, { known_to: 1 })])).toThrow(TypeError)
  })
}

const streaming = (harness: RowsHarness): void => {
  it('gives the same rows one by one as at once', () => {
    const { rows } = withNotes(harness)
    const query: RowQuery<typeof notes> = { equals: { author: 'ann' }, orderBy: [['weight', 'desc']], limit: 2 }
    expect([...rows.each(notes, query)]).toEqual(rows.find(notes, query))
  })

  it('may be left before the last row, and asked anew meanwhile', () => {
    const store = withNotes(harness)
    for (const first of store.rows.each(notes, {})) {
      expect(first.position).toBe(1)
      expect([...store.rows.each(notes, {})]).toHaveLength(4)
      break
    }
    store.apply([remove(notes, { position: 1 })])
    expect(positions(store, {})).toEqual([2, 3, 10])
  })
}

/** What projections and questions may rely on, whatever holds the rows. */
export const rowsContract = (harness: RowsHarness): void => {
  describe('find', () => asking(harness))
  describe('order and limit', () => ordering(harness))
  describe('put, close and remove', () => changing(harness))
  describe('each', () => streaming(harness))
}
