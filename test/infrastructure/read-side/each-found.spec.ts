import { DatabaseSync } from 'node:sqlite'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { eachFound } from '../../../infrastructure/read-side/each-found.js'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const NUMBERS =
  'with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ?) select n from numbers'

it('gives every row of a statement that nobody else knows, however often garbage is collected', () => {
  const database = new DatabaseSync(':memory:')
  const found: Array<unknown> = []
  for (const { n } of eachFound(database.prepare(NUMBERS), [50])) {
    found.push(n)
    if (found.length % 10 === 0) collectGarbage()
  }
  expect(found).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
  database.close()
})

it('lets go of a statement as soon as no more rows are wanted', () => {
  const database = new DatabaseSync(':memory:')
  const [first] = eachFound(database.prepare(NUMBERS), [1_000_000])
  expect(first?.['n']).toBe(1)
  database.exec('create table afterwards (n integer)')
  database.close()
})
