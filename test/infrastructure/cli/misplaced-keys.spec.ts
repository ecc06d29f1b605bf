import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commands } from '../../../application/commands/catalogue.js'
import { parseInput } from '../../../domain/input/field.js'
import { E } from '../../../domain/prelude.js'
import { questions } from '../../../projections/questions/catalogue.js'
import { problemOf } from '../../../infrastructure/wording/problem.js'
import { optionGroups } from '../../../infrastructure/cli/arguments/options-of-command.js'
import { table } from '../../../infrastructure/cli/table/table.js'
import { arbitraryKeyText, keyTexts, repeats } from '../../support/key-texts.js'
import { run } from './fake-world.js'

/** Where something can be typed: every option of every command, every place without a name, every name. */
const places = table.flatMap((command) => {
  const options = optionGroups(command).flatMap(({ options: some }) => some)
  const path = [...command.path]
  return [
    ...options.filter(({ placeholder }) => placeholder !== null).map(({ names }) => (text: string) =>
      [...path, `${names[0] ?? ''}${names[0]?.startsWith('--') === true ? '=' : ''}${text}`]),
    (text: string) => [...path, text],
    (text: string) => [...path, text, text],
    (text: string) => [...path, `--${text}`],
  ]
}).concat([(text) => [text], (text) => ['certificate', text], (text) => [`-${text}`]])

const shownOf = async (argv: ReadonlyArray<string>): Promise<string> => {
  const { out, err } = await run([...argv, '--no-input'])
  return `${out}${err}`
}

const entries = Object.entries({ ...commands, ...questions })

describe('a private key sent in the wrong field', () => {
  it.each(entries)('is in no error of %s, neither in its words nor in its facts', (_name, { fields }) => {
    for (const field of [...Object.keys(fields), 'unheardOf']) {
      for (const text of keyTexts) {
        const read = parseInput(fields, { [field]: text, [`${text}x`]: text })
        if (E.isRight(read)) throw new Error('a name that is a key was taken')
        expect(read.left.unknown).toContain('*')
        expect(repeats(JSON.stringify(problemOf(read.left)), text), field).toBe(false)
      }
    }
  })
})

describe('a private key typed in the wrong place', () => {
  it('is in no output, whichever option, argument or name it stands for', async () => {
    expect(places.length).toBeGreaterThan(200)
    for (const [index, argvOf] of places.entries()) {
      const text = keyTexts[index % keyTexts.length] ?? ''
      const argv = argvOf(text)
      expect(repeats(await shownOf(argv), text), JSON.stringify(argv)).toBe(false)
      const inJson = await shownOf([...argv, '-o', 'json'])
      expect(repeats(inJson, text), JSON.stringify(argv)).toBe(false)
    }
  })

  it('is in no output, however it is written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), arbitraryKeyText, async (argvOf, text) => {
        expect(repeats(await shownOf([...argvOf(text), '-o', 'json']), text)).toBe(false)
      }),
      { numRuns: 300 },
    )
  })
})
