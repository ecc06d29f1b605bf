import { describe, expect, it } from 'vitest'
import { questions } from '../../../../projections/questions/catalogue.js'
import { page } from '../../../docs/page.js'
import { pageExamples } from './page-examples.js'

const text = page('docs/json.md')

/** The fenced blocks that are marked as examples, by their names. */
const examples = new Map(
  [...text.matchAll(/<!-- example: ([^>]+) -->\n\n```[a-z]*\n([^]*?)```\n/g)].map(
    ([, name = '', block = '']) => [name, block] as const,
  ),
)

/** Facts of events and findings: their members are described where those are. */
const facts = ['summary', 'data', 'findings']

/** The member names of a JSON text, at any depth. */
const memberNames = (value: unknown): ReadonlyArray<string> => {
  if (Array.isArray(value)) return value.flatMap(memberNames)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) =>
    facts.includes(name) ? [name] : [name, ...memberNames(member)])
}

describe('docs/json.md', () => {
  it('has an example for every one that the program can give, and no other', () => {
    expect([...examples.keys()].toSorted()).toEqual(Object.keys(pageExamples).toSorted())
  })

  it.each(Object.entries(pageExamples))('shows %s as the program says it', async (name, example) => {
    expect(examples.get(name)).toBe((await example()).replaceAll('\r\n', '\n'))
  })

  it('names every member of every answer', () => {
    const named = new Set([...text.matchAll(/`([A-Za-z0-9]+)(?:\[\])?`/g)].map(([, name]) => name))
    for (const [name, block] of examples) {
      if (['jsonl', 'csv', 'yaml'].includes(name)) continue
      for (const member of memberNames(JSON.parse(block))) expect(named, `${name}: ${member}`).toContain(member)
    }
  })

  it('has a heading for every question', () => {
    for (const name of Object.keys(questions)) expect(text).toContain(`(${name})`)
  })
})
