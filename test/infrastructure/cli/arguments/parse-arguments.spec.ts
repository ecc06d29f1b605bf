import { describe, expect, it } from 'vitest'
import { E } from '../../../../application/prelude.js'
import { parseArguments } from '../../../../infrastructure/cli/arguments/parse-arguments.js'
import { table } from '../../../../infrastructure/cli/table/table.js'

const parsed = (...argv: ReadonlyArray<string>) => parseArguments(argv, table, 100)

const called = (...argv: ReadonlyArray<string>) => {
  const result = parsed(...argv)
  if (E.isLeft(result) || result.right._tag !== 'Called') throw new Error(`not a call: ${JSON.stringify(result)}`)
  return { path: result.right.command.path.join(' '), raw: result.right.raw }
}

const helped = (...argv: ReadonlyArray<string>) => {
  const result = parsed(...argv)
  if (E.isLeft(result) || result.right._tag !== 'Help') throw new Error(`no help: ${JSON.stringify(result)}`)
  return result.right
}

/** The words of an example, as a shell reads them; without its redirection. */
const shellWords = (example: string): ReadonlyArray<string> =>
  [...example.replace(/ > .*$/, '').matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')

describe('words on the command line', () => {
  it('name a command by noun and verb, and fill its fields', () => {
    const words = ['--type', 'OAuthTokenIssuer', '--effective-date', '2026-12-01', '--roll']
    expect(called('certificate', 'set', ...words)).toEqual({
      path: 'certificate set',
      raw: { type: ['OAuthTokenIssuer'], effectiveDate: '2026-12-01', roll: true },
    })
  })

  it('give a list with commas, or by repeating the option', () => {
    expect(called('certificate', 'get', '--type', 'Default,External', '--type', 'Internal').raw).toEqual({
      type: ['Default', 'External', 'Internal'],
    })
  })

  it('take general options before the noun, between noun and verb, and after the verb', () => {
    expect(called('--ledger', '/a', 'certificate', '-q', 'get', '-o', 'json').raw).toEqual({
      ledger: '/a',
      quiet: true,
      output: 'json',
    })
  })

  it('take the later of two general options', () => {
    expect(called('-o', 'csv', 'certificate', 'get', '-o', 'json').raw).toEqual({ output: 'json' })
  })

  it('take values behind an equals sign, also such as begin with a hyphen', () => {
    expect(called('site', 'configure', '--realm=-x', '--no-color', '--no-input').raw).toEqual({
      realm: '-x',
      noColor: true,
      noInput: true,
    })
  })

  it('fill fields by their place', () => {
    expect(called('diff', '42', '57')).toEqual({ path: 'diff', raw: { from: '42', to: '57' } })
    expect(called('why', 'OAuthTokenIssuer@global').raw).toEqual({ subject: 'OAuthTokenIssuer@global' })
  })

  it('take what stands behind -- as it is', () => {
    expect(called('front-end', 'register', '--', '-odd').raw).toEqual({ fqdn: '-odd' })
  })
})

describe('words that are not understood', () => {
  it('are an unknown command, with what may have been meant', () => {
    expect(parsed('certifcate', 'get')).toEqual(
      E.left({ _tag: 'UnknownCommand', name: 'certifcate', suggestions: ['certificate'] }),
    )
    expect(parsed('certificate', 'gte')).toEqual(
      E.left({ _tag: 'UnknownCommand', name: 'certificate gte', suggestions: ['get'] }),
    )
    expect(parsed('zzz')).toEqual(E.left({ _tag: 'UnknownCommand', name: 'zzz', suggestions: [] }))
  })

  it('are an unknown option, with what may have been meant, and without the value that stands behind it', () => {
    expect(parsed('certificate', 'get', '--tpye=secret')).toEqual(
      E.left({ _tag: 'UnknownOption', name: '--tpye', command: 'certificate get', suggestions: ['--type'] }),
    )
  })

  it('are an unknown option, with the one of the same meaning, also before an equals sign', () => {
    const path = { _tag: 'UnknownOption', name: '--path', command: 'certificate export', suggestions: ['--out'] }
    expect(parsed('certificate', 'export', '--path', 'x.pfx')).toEqual(E.left(path))
    expect(parsed('certificate', 'export', '--path=x.pfx')).toEqual(E.left(path))
    expect(parsed('certificate', 'import', '--file', 'x.pfx')).toMatchObject(E.left({ suggestions: ['--path'] }))
    expect(parsed('log', '--file', 'x.pfx')).toMatchObject(E.left({ suggestions: [] }))
  })

  it('lack an argument that has no option of the same meaning, and are told what can stand there', () => {
    const allowed = ['bash', 'zsh', 'fish', 'powershell']
    expect(parsed('completion')).toEqual(
      E.left({ _tag: 'ArgumentMissing', argument: 'SHELL', allowed, command: 'completion' }),
    )
    expect(called('completion', 'zsh').raw).toEqual({ shell: 'zsh' })
  })

  it('are an option of another command', () => {
    expect(parsed('certificate', 'import', '--path', 'x', '--at', '2026-01-01')).toMatchObject(
      E.left({ _tag: 'UnknownOption', name: '--at', command: 'certificate import' }),
    )
    expect(parsed('certificate', 'get', '--dry-run')).toMatchObject(
      E.left({ _tag: 'UnknownOption', name: '--dry-run' }),
    )
  })

  it('are an option without its value', () => {
    expect(parsed('certificate', 'get', '--type')).toEqual(
      E.left({ _tag: 'OptionWithoutValue', name: '--type', command: 'certificate get' }),
    )
  })

  it('are another option in the place of a value, so that a forgotten reason does not swallow --dry-run', () => {
    expect(parsed('roll', 'cancel', '--type', 'OAuthTokenIssuer', '--reason', '--dry-run')).toEqual(
      E.left({ _tag: 'OptionWithoutValue', name: '--reason', command: 'roll cancel' }),
    )
  })

  it('are one argument too many', () => {
    expect(parsed('certificate', 'get', 'now')).toEqual(
      E.left({ _tag: 'ArgumentUnexpected', value: 'now', command: 'certificate get' }),
    )
    expect(parsed('diff', '1', '2', '3')).toEqual(E.left({ _tag: 'ArgumentUnexpected', value: '3', command: 'diff' }))
  })

  it('are the same field twice, by its place and by its name', () => {
    expect(parsed('certificate', 'show', 'AB', '--thumbprint', 'CD')).toEqual(
      E.left({ _tag: 'ArgumentUnexpected', value: 'AB', command: 'certificate show' }),
    )
  })

  it.each([
    [['certificate', 'import', '--path', 'x', '--password', 'secret']],
    [['certificate', 'import', '--path', 'x', '--password=secret']],
    [['certificate', 'import', '--path', 'x', '-Password', '-secret']],
    [['certificate', 'import', '--path', 'x', '--password']],
    [['--password', 'secret', 'certificate', 'import']],
  ])('are a password, which is refused before anything could repeat it: %j', (argv) => {
    expect(parsed(...argv)).toEqual(E.left({ _tag: 'PasswordOnCommandLine' }))
  })
})

describe('help', () => {
  it('is wanted by --help, -h and help, of the program, of a noun and of a command', () => {
    for (const argv of [['--help'], ['-h'], ['help'], ['roll', '--help'], ['help', 'roll'], ['help', 'roll', 'back']]) {
      expect(helped(...argv)).toMatchObject({ wanted: true })
    }
    expect(helped('help', 'certificate', 'import').text).toBe(helped('certificate', 'import', '-h').text)
  })

  it('is given, but was not wanted, where the words are too few', () => {
    for (const argv of [[], ['certificate'], ['-o', 'json']]) expect(helped(...argv)).toMatchObject({ wanted: false })
  })

  it('of something that does not exist is an unknown command', () => {
    expect(parsed('help', 'nonsense')).toMatchObject(E.left({ _tag: 'UnknownCommand', name: 'nonsense' }))
    expect(parsed('certificate', 'sett', '--help')).toMatchObject(
      E.left({ _tag: 'UnknownCommand', name: 'certificate sett', suggestions: ['set'] }),
    )
  })

  it('of the program names every noun and every exit code', () => {
    const { text } = helped('--help')
    for (const noun of new Set(table.map(({ path }) => path[0]))) expect(text).toContain(`  ${noun}`)
    for (const code of '0123456789') expect(text).toMatch(new RegExp(`  ${code}  \\w`))
  })

  it.each(table.map(({ path }) => path.join(' ')))('of %s has examples that are understood', (path) => {
    const { text } = helped(...path.split(' '), '--help')
    const examples = [...text.matchAll(/^ {2}\$ certledger (.*)$/gm)].map(([, words = '']) => words)
    expect(examples.length).toBeGreaterThan(0)
    for (const example of examples) {
      expect(called(...shellWords(example)).path).toBe(path)
    }
  })

  it('has no line beyond its width', () => {
    for (const { path } of table) {
      const lines = helped(...path, '--help').text.split('\n').filter((line) => !line.startsWith('  $ '))
      expect(lines.filter((line) => line.length > 100)).toEqual([])
    }
  })
})
