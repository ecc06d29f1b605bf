import { t } from '../../../../domain/prelude.js'

const Texts = t.readonlyArray(t.string)

/** The facts of an event's summary, read by name. What is missing or of another kind reads as nothing. */
export type FactsReader = {
  readonly text: (name: string) => string
  readonly textOrNull: (name: string) => string | null
  readonly number: (name: string) => number
  readonly flag: (name: string) => boolean
  readonly texts: (name: string) => ReadonlyArray<string>
}

/** Reads a summary as projections/audit-summary.ts made it, here or in another version of the program. */
export const factsReader = (summary: Readonly<Record<string, unknown>>): FactsReader => {
  const textOrNull = (name: string): string | null => {
    const value = summary[name]
    return typeof value === 'string' && value !== '' ? value : null
  }
  return {
    textOrNull,
    text: (name) => textOrNull(name) ?? '?',
    number: (name) => {
      const value = summary[name]
      return typeof value === 'number' ? value : 0
    },
    flag: (name) => summary[name] === true,
    texts: (name) => {
      const value = summary[name]
      return Texts.is(value) ? value : []
    },
  }
}
