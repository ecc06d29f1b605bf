import { describe, expect, it } from 'vitest'
import { E, TE } from '../../../application/prelude.js'
import type { SessionError } from '../../../infrastructure/system/session.js'
import { commandsIn, run, type Circumstances } from './fake-world.js'

const configure = ['site', 'configure', '--sip-domains', 'contoso.com']
const get = ['certificate', 'get']
const missing: SessionError = { _tag: 'LogUnavailable', path: '/srv/ledger/events.sqlite', reason: 'ENOENT' }
const refusing = (error: SessionError) => ({ session: () => ({ command: () => TE.left(error) }) })

describe('a command', () => {
  it('is sent with its parameters, and with who, why and from where', async () => {
    const { code, done, out, err } = await run([
      ...configure, '--reason', 'first set-up', '--ticket', 'CHG-1', '--on-behalf-of', 'bob',
      '--command-id', '0190C5A0-0000-7000-8000-000000000000',
    ])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('SiteConfigured')
    expect(commandsIn(done)).toEqual([
      {
        what: 'command',
        name: 'ConfigureSite',
        input: { sipDomains: ['contoso.com'] },
        asked: {
          actor: { kind: 'person', name: 'alice', onBehalfOf: 'bob' },
          origin: { face: 'cli', address: 'console.contoso.com' },
          reason: 'first set-up',
          ticket: 'CHG-1',
          commandId: '0190c5a0-0000-7000-8000-000000000000',
          correlationId: null,
          causationId: null,
          dryRun: false,
        },
      },
    ])
  })

  it('is done by whom --actor names, else CERTLEDGER_ACTOR, else the user of the operating system', async () => {
    const named = async (argv: ReadonlyArray<string>, env = {}) =>
      commandsIn((await run([...configure, ...argv], { env })).done)
    expect(await named(['--actor', 'carol'], { CERTLEDGER_ACTOR: 'dave' })).toMatchObject([
      { asked: { actor: { name: 'carol' } } },
    ])
    expect(await named([], { CERTLEDGER_ACTOR: 'dave' })).toMatchObject([{ asked: { actor: { name: 'dave' } } }])
  })

  it('first puts on record the rolls that took effect, and says so', async () => {
    const event = { type: 'RollActivated', stream: 's', revision: 3, position: null }
    const { done, err } = await run(configure, {
      session: (list) => ({
        activateDueRolls: () => () => {
          list.push({ what: 'activateDueRolls' })
          return Promise.resolve(E.right([event]))
        },
      }),
    })
    expect(done.map(({ what }) => what)).toEqual(['open', 'activateDueRolls', 'command', 'close'])
    expect(err).toMatch(/^certledger: 1 roll took effect meanwhile/)
  })

  it('is not hindered by rolls that cannot be put on record, which is told', async () => {
    const busy: SessionError = { _tag: 'LogBusy', waiting: 1, limit: 5 }
    const { code, err, done } = await run(configure, { session: () => ({ activateDueRolls: () => TE.left(busy) }) })
    expect(code).toBe(0)
    expect(err).toContain('could not be put on record now')
    expect(commandsIn(done)).toHaveLength(1)
  })

  it('that is only tried records nothing else either, and begins no ledger', async () => {
    const { done } = await run([...configure, '--dry-run'])
    expect(done).toMatchObject([
      { what: 'open', create: false },
      { what: 'command', asked: { dryRun: true } },
      { what: 'close' },
    ])
  })

  it('that is only tried where there is no ledger yet is tried on one elsewhere', async () => {
    const { code, done } = await run([...configure, '--dry-run'], {
      unopened: ({ create }) => (create ? null : missing),
    })
    expect(code).toBe(0)
    expect(done[0]).toMatchObject({ directory: '/srv/ledger', create: false })
    expect(done[1]).toMatchObject({ create: true })
    expect(done[1]?.['directory']).not.toMatch(/^\/srv/)
  })

  it('begins a ledger only where it can be the first one', async () => {
    const begins = async (...argv: ReadonlyArray<string>) =>
      (await run(argv, { unopened: ({ create }) => (create ? null : missing) })).done
        .some(({ what, create, directory }) => what === 'open' && create === true && directory === '/srv/ledger')
    expect(await begins(...configure)).toBe(true)
    expect(await begins('front-end', 'register', 'fe01.contoso.com')).toBe(true)
    expect(await begins('roll', 'cancel', '--type', 'OAuthTokenIssuer')).toBe(false)
    expect(await begins('certificate', 'show', 'AB'.repeat(20))).toBe(false)
  })

  it('that begins a ledger is tried elsewhere first, and begins none where it is refused', async () => {
    const unopened: Circumstances['unopened'] = ({ create }) => (create ? null : missing)
    const { done } = await run(configure, { unopened })
    expect(commandsIn(done)).toMatchObject([{ asked: { dryRun: true } }, { asked: { dryRun: false } }])
    const refused = await run(configure, { unopened, ...refusing({ _tag: 'SipDomainRequired' }) })
    expect(refused.code).toBe(2)
    const places = refused.done.filter(({ what, create }) => what === 'open' && create === true)
    expect(places.map(({ directory }) => String(directory).startsWith('/srv'))).toEqual([false])
  })

  it('is sent once where the ledger is there', async () => {
    const { done } = await run(configure)
    expect(done.map(({ what }) => what)).toEqual(['open', 'activateDueRolls', 'command', 'close'])
    expect(done[0]).toMatchObject({ create: false })
  })

  it('that overrode a rule without a reason says so, and only then', async () => {
    const remove = ['certificate', 'remove', '--type', 'OAuthTokenIssuer', '--force']
    const answering = (overridden: ReadonlyArray<string>): Circumstances => ({
      session: () => ({
        command: () => {
          const event = { type: 'AssignmentRemoved', stream: 's', revision: 3, position: null, summary: { overridden } }
          return TE.right({ events: [event], findings: [], dryRun: false, position: 7, at: '', knownAt: '' } as never)
        },
      }),
    })
    const forced = answering(['AssignmentInUse', 'StagedRollPending'])
    expect((await run(remove, forced)).err).toBe(
      'certledger: --force overrode AssignmentInUse and StagedRollPending, and the record says no reason: ' +
      '--reason "…" gives one\n',
    )
    expect((await run([...remove, '--reason', 'decommissioned'], forced)).err).toBe('')
    expect((await run([...remove, '-o', 'json'], forced)).err).toBe('')
    expect((await run(remove, answering([]))).err).toBe('')
  })

  it('closes the ledger also where it was refused', async () => {
    const { code, done } = await run(configure, refusing({ _tag: 'SipDomainRequired' }))
    expect(code).toBe(2)
    expect(done.at(-1)).toEqual({ what: 'close' })
  })

  it.each([
    ['--reason', 'a\u001b[31mb', 'reason'],
    ['--command-id', 'seven', 'commandId'],
    ['--actor', '', 'actor'],
    ['--sip-domains', 'not a domain', 'sipDomains'],
  ])('with %s %j is refused before a ledger is opened', async (option, value, field) => {
    const { code, err, done } = await run(['site', 'configure', option, value, '-o', 'json'])
    expect(code).toBe(2)
    expect(JSON.parse(err)).toMatchObject({ type: 'InputNotUnderstood', problems: [{ field }] })
    expect(done).toEqual([])
  })
})

describe('a question', () => {
  it('is told where a position was asked for that the log has not reached', async () => {
    const told = async (...argv: ReadonlyArray<string>) => (await run(argv)).err
    const words = 'certledger: position 4,711 is not reached yet; the newest is 7\n'
    expect(await told(...get, '--known-at', '4711')).toBe(words)
    expect(await told('diff', '3', '4711')).toContain(words)
    expect(await told(...get, '--known-at', '7')).toBe('')
    expect(await told(...get, '--known-at', '2031-01-01T00:00:00Z')).toBe('')
    expect(await told(...get, '--known-at', '4711', '--quiet')).toBe('')
    expect(await told(...get, '--known-at', '4711', '-o', 'json')).toBe('')
  })

  it('is asked for a moment on both axes', async () => {
    const { done } = await run([...get, '--at', '2026-12-01T09:00:00+01:00', '--known-at', '42'])
    expect(done).toMatchObject([
      { what: 'open', create: false },
      { what: 'question', name: 'GetCertificate', moment: { at: '2026-12-01T08:00:00.000Z', knownAt: 42 } },
      { what: 'close' },
    ])
  })

  it('is asked for the present where no moment is given', async () => {
    const { done } = await run(get)
    expect(done[1]).toMatchObject({ moment: { at: null, knownAt: null } })
  })

  it('with a date of some locale is refused before a ledger is opened', async () => {
    const { code, err, done } = await run([...get, '--at', '7/1/2026'])
    expect(code).toBe(2)
    expect(err).toContain('--at: "7/1/2026" is not understood as a date')
    expect(done).toEqual([])
  })
})

describe('a plain date', () => {
  it('is echoed as it was understood', async () => {
    const { err } = await run([...get, '--at', '2026-12-01'])
    expect(err).toBe('certledger: 2026-12-01 read as 2026-12-01T00:00:00.000Z\n')
  })

  it('is not echoed where an offset was given, nor with --quiet, nor to a program', async () => {
    expect((await run([...get, '--at', '2026-12-01T00:00:00Z'])).err).toBe('')
    for (const argv of [['-q'], ['-o', 'json'], ['-o', 'yaml']]) {
      expect((await run([...get, '--at', '2026-12-01', ...argv])).err).toBe('')
    }
  })

  it('is not seen in a reason', async () => {
    expect((await run([...configure, '--reason', '2026-12-01'])).err).toBe('')
  })
})

describe('the ledger', () => {
  it('is the directory of --ledger, else of CERTLEDGER_DIR, else ./ledger', async () => {
    const directory = async (argv: ReadonlyArray<string>, env = {}) =>
      (await run(argv, { env })).done[0]?.['directory']
    expect(await directory(['--ledger', 'a', ...get], { CERTLEDGER_DIR: '/b' })).toBe('/srv/a')
    expect(await directory(get, { CERTLEDGER_DIR: '/b' })).toBe('/b')
    expect(await directory(get, { CERTLEDGER_DIR: '' })).toBe('/srv/ledger')
  })

  it('that is not there is told with exit code 9', async () => {
    const { code, out, err } = await run(get, { unopened: () => missing })
    expect({ code, out }).toEqual({ code: 9, out: '' })
    expect(err).toContain('/srv/ledger/events.sqlite')
  })
})

describe('an error', () => {
  const conflict: SessionError = { _tag: 'Conflict', stream: 'site', expected: 'noStream', actual: 3 }

  it('is words on error output, and nothing on standard output', async () => {
    const { code, out, err } = await run(configure, refusing(conflict))
    expect({ code, out }).toEqual({ code: 8, out: '' })
    expect(err).toMatch(/^certledger: Somebody else changed the same thing meanwhile\n {2}site /)
    expect(err).not.toContain('\u001b')
  })

  it.each(['json', 'yaml', 'JSON'])('is a JSON object with -o %s', async (format) => {
    const { out, err } = await run([...configure, '-o', format], refusing(conflict))
    expect(out).toBe('')
    expect(JSON.parse(err)).toMatchObject({ type: 'Conflict', stream: 'site', actual: 3 })
    expect(Object.keys(JSON.parse(err) as object).slice(0, 4)).toEqual(['type', 'title', 'detail', 'remedy'])
  })

  it('is one line of JSON with -o jsonl', async () => {
    const { err } = await run([...configure, '--output=jsonl'], refusing(conflict))
    expect(err.trimEnd()).not.toContain('\n')
    expect(JSON.parse(err)).toMatchObject({ type: 'Conflict' })
  })

  it('of the words themselves is JSON as well where they ask for it', async () => {
    const { code, err } = await run(['certificate', 'gte', '-ojson'])
    expect(code).toBe(2)
    expect(JSON.parse(err)).toMatchObject({ type: 'UnknownCommand', suggestions: ['get'] })
  })

  it('that nobody foresaw is told by a number, and holds nothing of what was worked on', async () => {
    const broken = { session: () => ({ command: () => { throw new Error('s3cret') } }) }
    const { code, err } = await run(configure, broken)
    expect(code).toBe(1)
    expect(err).toMatch(/Its number is [0-9a-f]{8}\./)
    expect(err).not.toContain('s3cret')
    expect((await run(configure, broken)).err).toBe(err)
    expect((await run(configure, { ...broken, env: { CERTLEDGER_DEBUG: '1' } })).err).toContain('at ')
  })

  it('of the output ends with 1', async () => {
    const { code, err } = await run(get, {
      stdoutFailure: { _tag: 'OutputUnwritable', path: 'standard output', reason: 'ENOSPC' },
    })
    expect(code).toBe(1)
    expect(err).toContain('no space left on the disk (ENOSPC)')
  })
})

describe('colour', () => {
  const escapes = async (argv: ReadonlyArray<string>, env = {}, stdoutIsTty = true) =>
    (await run(argv, { env, stdoutIsTty })).out.includes('\u001b')

  it('is used on a terminal, and only there', async () => {
    expect(await escapes(configure)).toBe(true)
    expect(await escapes(configure, {}, false)).toBe(false)
  })

  it('is left out with --no-color, NO_COLOR and TERM=dumb, but not with an empty NO_COLOR', async () => {
    expect(await escapes([...configure, '--no-color'])).toBe(false)
    expect(await escapes(configure, { NO_COLOR: '1' })).toBe(false)
    expect(await escapes(configure, { TERM: 'dumb' })).toBe(false)
    expect(await escapes(configure, { NO_COLOR: '' })).toBe(true)
  })

  it('of errors goes by error output', async () => {
    expect((await run(['zzz'], { stderrIsTty: true })).err).toContain('\u001b')
    expect((await run(['zzz', '--no-color'], { stderrIsTty: true })).err).not.toContain('\u001b')
  })
})

describe('a process that is asked to stop', () => {
  const aborted = (signal: string) => ({ interruption: AbortSignal.abort(signal) })

  it('sends no command any more, and ends with 128 and the number of the signal', async () => {
    const { code, done, err } = await run(configure, aborted('SIGINT'))
    expect(code).toBe(130)
    expect(commandsIn(done)).toEqual([])
    expect(err).toContain('Interrupted')
    expect((await run(configure, aborted('SIGTERM'))).code).toBe(143)
  })

  it('stops waiting for an answer', async () => {
    const controller = new AbortController()
    const { code } = await run(get, {
      interruption: controller.signal,
      session: () => ({
        question: () => () => {
          controller.abort('SIGINT')
          return new Promise(() => undefined)
        },
      }),
    })
    expect(code).toBe(130)
  })

  it('lets a command that is under way come to its end, and shows what it did', async () => {
    const controller = new AbortController()
    const { code, out } = await run(configure, {
      interruption: controller.signal,
      session: (done) => ({
        activateDueRolls: () => TE.right([]),
        close: () => {
          done.push({ what: 'close' })
          controller.abort('SIGINT')
          return Promise.resolve()
        },
      }),
    })
    expect(code).toBe(130)
    expect(out).toContain('SiteConfigured')
  })
})

describe('help and version', () => {
  it('go to standard output where they are wanted', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, err: '' })
    expect((await run(['version'])).out).toMatch(/^certledger \d+\.\d+\.\d+ \(Node v24\.0\.0\)\n$/)
    expect(JSON.parse((await run(['--version', '-o', 'json'])).out)).toMatchObject({ node: 'v24.0.0' })
  })

  it('go to error output, with exit code 2, where too little was typed', async () => {
    expect(await run(['roll'])).toMatchObject({ code: 2, out: '' })
  })

  it('are an error of its own for a program that typed too little', async () => {
    const { code, out, err } = await run(['certificate', '-o', 'json'])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(JSON.parse(err)).toMatchObject({ type: 'CommandIncomplete', command: 'certificate' })
    expect(JSON.parse(err)).toHaveProperty('commands', expect.arrayContaining(['certificate get', 'certificate set']))
    const nothing = JSON.parse((await run(['-o', 'jsonl'])).err) as { readonly commands: ReadonlyArray<string> }
    expect(nothing.commands).toContain('certificate')
    expect(nothing.commands).toContain('doctor')
    expect((await run(['certificate', '-o', 'csv'])).err).toMatch(/^Usage: certledger certificate/)
  })
})
