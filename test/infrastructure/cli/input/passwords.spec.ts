import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secretOf, type Secret } from '../../../../application/ports/secret.js'
import { TE } from '../../../../application/prelude.js'
import { withoutLineBreak } from '../../../../infrastructure/cli/input/password-source.js'
import { answering, commandsIn, run, type Circumstances, type Done } from '../fake-world.js'

const importing = ['certificate', 'import', '--path', '-']
const pfx = { stdin: Buffer.from('the bytes of a PFX') }

const revealed = (value: unknown): string | null => {
  const secret = value as Secret | undefined
  return secret === undefined ? null : Buffer.from(secret.reveal()).toString('utf8')
}

const passwordIn = (done: ReadonlyArray<Done>): string | null => {
  const [command] = commandsIn(done).toReversed()
  return revealed((command?.['input'] as { password?: unknown }).password)
}

const format = 'PKCS#12'

/** A file that opens with one password only. */
const locked = (password: string): Circumstances => ({
  ...pfx,
  session: (done) => ({
    command: (name, input, asked) => {
      done.push({ what: 'command', name, input, asked })
      const given = revealed(input['password'])
      if (given === null) return TE.left({ _tag: 'PasswordRequired', format })
      return given === password
        ? TE.right({ events: [], findings: [], dryRun: false, position: 1, at: '', knownAt: '' } as never)
        : TE.left({ _tag: 'WrongPassword', format })
    },
  }),
})

describe('the line break at the end of a password file', () => {
  const stripped = (text: string) => Buffer.from(withoutLineBreak(Buffer.from(text))).toString('utf8')

  it.each([
    ['secret', 'secret'],
    ['secret\n', 'secret'],
    ['secret\r\n', 'secret'],
    ['secret\n\n', 'secret\n'],
    ['secret \t\n', 'secret \t'],
    [' secret', ' secret'],
    ['secret\r', 'secret\r'],
    ['\n', ''],
    ['', ''],
  ])('of %j is taken away, and nothing else', (text, password) => {
    expect(stripped(text)).toBe(password)
  })

  it('is all that is taken away of any password', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('\n', '\r\n'), (password, lineBreak) => {
        fc.pre(!password.endsWith('\r'))
        expect(stripped(password + lineBreak)).toBe(password)
      }),
    )
  })
})

describe('a password', () => {
  it('comes from an environment variable as it stands', async () => {
    const { done } = await run([...importing, '--password-env', 'PW'], { ...pfx, env: { PW: ' s3cret\n' } })
    expect(passwordIn(done)).toBe(' s3cret\n')
  })

  it('of an empty variable is the empty password', async () => {
    const { done } = await run([...importing, '--password-env', 'PW'], { ...pfx, env: { PW: '' } })
    expect(passwordIn(done)).toBe('')
  })

  it('of a variable that is not set is refused', async () => {
    const { code, err, done } = await run([...importing, '--password-env', 'PW', '-o', 'json'], pfx)
    expect(code).toBe(2)
    expect(JSON.parse(err)).toMatchObject({ type: 'InputNotUnderstood', problems: [{ field: 'passwordEnv' }] })
    expect(done).toEqual([])
  })

  it('comes from standard input by its descriptor', async () => {
    const { done } = await run(
      ['certificate', 'export', 'AB'.repeat(20), '--out', '-', '--yes', '--password-fd', '0'],
      { stdin: Buffer.from('s3cret\r\n') },
    )
    expect(passwordIn(done)).toBe('s3cret')
  })

  it('is given in one way only', async () => {
    const { code, err, done } = await run(
      [...importing, '--password-env', 'PW', '--password-file', 'pw.txt', '-o', 'json'],
      { ...pfx, env: { PW: 'x' } },
    )
    expect(code).toBe(2)
    expect(JSON.parse(err)).toMatchObject({
      type: 'PasswordSourceAmbiguous',
      sources: ['--password-file', '--password-env'],
    })
    expect(done).toEqual([])
  })

  it('behind a descriptor that is no number is refused', async () => {
    const { code, err } = await run([...importing, '--password-fd', 'three', '-o', 'json'], pfx)
    expect(code).toBe(2)
    expect(JSON.parse(err)).toMatchObject({ problems: [{ field: 'passwordFd' }] })
  })

  it('is shown in no output', async () => {
    const env = { PW: 's3cret-of-the-file' }
    for (const argv of [['--dry-run'], ['-o', 'json'], ['-o', 'yaml'], ['-o', 'wide']]) {
      const { out, err } = await run([...importing, '--password-env', 'PW', ...argv], { ...locked('other'), env })
      expect(out + err).not.toContain('s3cret')
    }
  })
})

describe('a file that needs a password', () => {
  it('is tried without one first, and the person is asked unseen', async () => {
    const asked: Array<string> = []
    const { code, done } = await run(importing, { ...locked('s3cret'), terminal: answering(asked, 's3cret') })
    expect(code).toBe(0)
    expect(asked).toEqual(['Password of the file: (unseen)'])
    expect(commandsIn(done)).toHaveLength(2)
    expect(passwordIn(done)).toBe('s3cret')
  })

  it('opens with the empty password where the person just presses Enter', async () => {
    const { code } = await run(importing, { ...locked(''), terminal: answering([], '') })
    expect(code).toBe(0)
  })

  it('is refused where the typed password is wrong; nobody is asked twice', async () => {
    const asked: Array<string> = []
    const { code, err } = await run(importing, { ...locked('s3cret'), terminal: answering(asked, 'wrong') })
    expect(code).toBe(1)
    expect(err).toContain('The password is wrong')
    expect(asked).toHaveLength(1)
  })

  it('is refused where the person ends the input, where nobody is there, and with --no-input', async () => {
    const asked: Array<string> = []
    const ended = await run(importing, { ...locked('s3cret'), terminal: answering([], 'End') })
    const alone = await run(importing, locked('s3cret'))
    const terminal = answering(asked, 's3cret')
    const unasked = await run([...importing, '--no-input'], { ...locked('s3cret'), terminal })
    for (const { code, err } of [ended, alone, unasked]) {
      expect(code).toBe(1)
      expect(err).toContain('The file needs a password')
    }
    expect(asked).toEqual([])
  })

  it('is refused where the typed password is longer than a line may be', async () => {
    const { code, err } = await run(importing, { ...locked('s3cret'), terminal: answering([], 'TooLong') })
    expect(code).toBe(2)
    expect(err).toContain('What was typed is too long')
    expect(err).toContain('4 KiB')
  })

  it('is let go of with ^C', async () => {
    const { code } = await run(importing, { ...locked('s3cret'), terminal: answering([], 'Interrupted') })
    expect(code).toBe(130)
  })
})

describe('a vault with a passphrase', () => {
  const vault = (passphrase: string): Circumstances => ({
    session: (done) => ({
      command: (name, input, asked) => {
        const opened = done.findLast(({ what }) => what === 'open')
        done.push({ what: 'command', name, input, asked })
        const given = revealed(opened?.['passphrase'] ?? undefined)
        if (given === null) return TE.left({ _tag: 'VaultPassphraseRequired' })
        return given === passphrase
          ? TE.right({ events: [], findings: [], dryRun: false, position: 1, at: '', knownAt: '' } as never)
          : TE.left({ _tag: 'VaultPassphraseWrong' })
      },
    }),
  })
  const exporting = ['certificate', 'export', 'AB'.repeat(20), '--out', '-', '--yes', '--password-env', 'PW']

  it('is asked for at the terminal, and the ledger opened again with it', async () => {
    const asked: Array<string> = []
    const { code, done } = await run(exporting, {
      ...vault('open sesame'),
      env: { PW: 'x' },
      terminal: answering(asked, 'open sesame'),
    })
    expect(code).toBe(0)
    expect(asked).toEqual(['Passphrase of the vault: (unseen)'])
    expect(done.map(({ what }) => what)).toEqual([
      'open', 'activateDueRolls', 'command', 'close', 'open', 'activateDueRolls', 'command', 'close',
    ])
  })

  it('stays closed where nobody can be asked, with exit code 6', async () => {
    expect(await run(exporting, { ...vault('open sesame'), env: { PW: 'x' } })).toMatchObject({ code: 6 })
  })
})

describe('a new password', () => {
  const exporting = ['certificate', 'export', 'AB'.repeat(20), '--out', '-', '--yes']

  it('is typed twice', async () => {
    const asked: Array<string> = []
    const { code, done } = await run(exporting, { terminal: answering(asked, 's3cret', 's3cret') })
    expect(code).toBe(0)
    expect(asked).toEqual(['Password for the new file: (unseen)', 'The same again: (unseen)'])
    expect(passwordIn(done)).toBe('s3cret')
  })

  it('that is typed differently the second time is refused, and nothing is read', async () => {
    const { code, err, done } = await run(exporting, { terminal: answering([], 's3cret', 'secret') })
    expect(code).toBe(2)
    expect(err).toContain('differ')
    expect(done).toEqual([])
  })
})

describe('secrets', () => {
  it('are wrapped as soon as they are there', async () => {
    const { done } = await run([...importing, '--password-env', 'PW'], { ...pfx, env: { PW: 's3cret' } })
    expect(JSON.stringify(commandsIn(done))).toContain('[secret]')
    expect(JSON.stringify(commandsIn(done))).not.toContain('s3cret')
    expect(String(secretOf(Buffer.from('s3cret')))).toBe('[secret]')
  })
})
