import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryRows } from '../../../infrastructure/read-side/memory-rows.js'
import { arbitraryChange, arbitraryQuestion } from './arbitrary-rows.js'
import { emptySqliteRows, emptyWriteBehindRows } from './stores.js'

const step = fc.oneof(
  { weight: 3, arbitrary: fc.array(arbitraryChange, { minLength: 1, maxLength: 6 }).map((changes) => ({ changes })) },
  { weight: 2, arbitrary: arbitraryQuestion.map((question) => ({ question })) },
)

const limits = fc.record({ rows: fc.nat(20), part: fc.nat(4) })

describe('stores of rows', () => {
  it('agree on every answer, whatever was changed and asked before', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), limits, (steps, memory) => {
        const reference = memoryRows()
        const others = [emptySqliteRows(), emptyWriteBehindRows(memory)]
        for (const next of steps) {
          if ('changes' in next) for (const { apply } of [reference, ...others]) apply(next.changes)
          else {
            const { table, query } = next.question
            const expected = reference.rows.find(table, query)
            for (const { rows } of others) expect(rows.find(table, query)).toStrictEqual(expected)
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})
