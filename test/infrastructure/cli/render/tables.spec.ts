import { describe, expect, it } from 'vitest'
import type { AnswerKind } from '../../../../infrastructure/wording/answer-kind.js'
import { instant } from '../../../support/instants.js'
import { answerFrom, asked } from './asked.js'
import { doctor, everyAnswer, exported, kinds, rendered, repeated, tried } from './answers.js'
import { oauth2024 } from './story.js'

const thumbprints = (text: string): ReadonlyArray<string> => [...new Set(text.match(/\b[0-9A-F]{40}\b/g))].toSorted()

describe('tables', () => {
  it.each(kinds)('of %s read as agreed, in rows, in a terminal of 80 columns, and wide', async (kind) => {
    const widths = [await rendered('table', kind), await rendered('table', kind, everyAnswer[kind], 80)]
    const wide = await rendered('wide', kind, everyAnswer[kind], 80)
    await expect([...widths, wide].join('\n────\n\n')).toMatchFileSnapshot(`golden/${kind}.txt`)
  })

  it.each(kinds)('of %s show the same thumbprints, whole, at every width', async (kind) => {
    const all = thumbprints(await rendered('table', kind))
    for (const width of [20, 40, 60, 80, 100, 132, 180, 240]) {
      expect(thumbprints(await rendered('table', kind, everyAnswer[kind], width)), `${width}`).toEqual(all)
    }
  })

  it.each(kinds)('of %s are wider, never narrower, with -o wide', async (kind) => {
    const longest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length))
    expect(longest(await rendered('wide', kind))).toBeGreaterThanOrEqual(longest(await rendered('table', kind)))
  })

  it('count the alternative names that they leave out, and show all of them with -o wide', async () => {
    expect(await rendered('table', 'GetCertificate')).toContain('sip.contoso.com, +2 more (-o wide)')
    const wide = await rendered('wide', 'GetCertificate')
    expect(wide).toContain('meet.contoso.com, dialin.contoso.com')
    expect(wide).not.toContain('more (-o wide)')
  })

  it('say that a slot holds nothing', async () => {
    const none = asked('GetCertificate', { type: 'Default', identity: 'fe01.contoso.com' })
    expect(await rendered('table', 'GetCertificate', none)).toContain('none assigned')
  })

  const empty: ReadonlyArray<readonly [Exclude<AnswerKind, 'Command' | 'Doctor'>, string]> = [
    ['GetCertificate', 'No certificate is assigned.'],
    ['ListCertificates', 'No such certificate was imported.'],
    ['ListRolls', 'No such roll.'],
    ['ListFrontEnds', 'No front end is registered.'],
    ['ReplicationStatus', 'No front end is registered.'],
    ['RollEvidence', 'Nothing is staged.'],
    ['ListDrift', 'Nothing that was asked for differs from what is intended.'],
    ['ListAccess', 'Nobody has such access.'],
    ['Log', 'No such entry in the log.'],
    ['Expiring', 'Nothing in a slot that was asked for expires by 2027-01-19 12:00:00Z.'],
  ]

  it.each(empty)('say in words that an answer to %s is empty', async (kind, words) => {
    const below = 'Position 0 of the log, 2026-11-20 12:00:00Z.'
    expect(await rendered('table', kind, answerFrom([], kind))).toBe(`${words}\n\n${below}\n`)
  })

  it('say of a cancelled roll what put an end to it', async () => {
    const answer = asked('ListRolls', { all: true })
    const { rolls } = answer as unknown as { readonly rolls: ReadonlyArray<object> }
    const causes = ['requested', 'superseded', 'assigned', 'rolledBack']
    const cancelled = causes.map((because) => ({ ...rolls[0], state: 'cancelled', because, latenessMs: null }))
    const text = await rendered('table', 'ListRolls', { ...answer, rolls: cancelled })
    expect(text.match(/cancelled (?:\w+ )+(?= )/g)?.map((words) => words.trim())).toEqual([
      'cancelled on request', 'cancelled by another roll', 'cancelled by an assignment', 'cancelled by a rollback',
    ])
  })

  it('say that two moments do not differ', async () => {
    const diff = await rendered('table', 'Diff', asked('Diff', { from: '9', to: '9' }))
    expect(diff).toContain('No difference.')
    expect(diff).toContain('Nothing was recorded in between.')
  })

  it('say that the log goes on, and where', async () => {
    const first = await rendered('table', 'Log', asked('Log', { limit: 2 }))
    expect(first).toContain('There are more entries: continue with --after 2.')
    const newest = await rendered('table', 'Log', asked('Log', { newest: 2 }))
    expect(newest).toContain('There are older entries')
  })

  it('explain why nothing is current by the last event of the slot', async () => {
    const before = asked('Why', { type: 'AudioVideoAuthentication', identity: 'fe01.contoso.com' })
    const why = await rendered('table', 'Why', before)
    expect(why).toContain('Nothing is current.')
    expect(why).toContain('Because: Staged')
  })

  it('name no facts that are missing', async () => {
    for (const kind of kinds) expect(await rendered('wide', kind)).not.toMatch(/undefined|null|NaN|\[object/)
  })
})

describe('the table of a command', () => {
  it('says that a repeat had nothing to do', async () => {
    expect(await rendered('table', 'Command', repeated)).toBe('Nothing to do: it was so already.\n')
    expect(await rendered('table', 'Command', { ...repeated, dryRun: true })).toBe('Dry run: there is nothing to do.\n')
  })

  it('tells in sentences what a dry run would record', async () => {
    await expect(await rendered('table', 'Command', tried)).toMatchFileSnapshot('golden/Command-dry-run.txt')
  })

  it('says where a file was written and that it holds the key', async () => {
    await expect(await rendered('table', 'Command', exported)).toMatchFileSnapshot('golden/Command-export.txt')
  })

  it('tells the gravest finding first, with its slot', async () => {
    const text = await rendered('table', 'Command')
    const forced = text.indexOf('Overridden by --force (OAuthTokenIssuer@global): ')
    expect(forced).toBeGreaterThan(0)
    expect(text.indexOf('Notice (OAuthTokenIssuer@global): ')).toBeGreaterThan(forced)
  })
})

describe('the table of the health check', () => {
  it('ends with a verdict', async () => {
    const verdict = async (count: number): Promise<string | undefined> => {
      const answer = { ...doctor, checks: doctor.checks.slice(0, count) }
      return (await rendered('table', 'Doctor', answer)).trimEnd().split('\n').at(-1)
    }
    expect(await verdict(1)).toBe('All is well.')
    expect(await verdict(2)).toBe('0 critical, 1 warning.')
    expect(await verdict(3)).toBe('1 critical, 1 warning.')
  })
})

describe('the status of a certificate', () => {
  const statusWords = async (validAt: string): Promise<string> => {
    const moment = { at: instant(validAt), knownAt: null }
    return rendered('table', 'ShowCertificate', asked('ShowCertificate', { thumbprint: oauth2024.thumbprint }, moment))
  }

  it.each([
    ['2026-10-15', 'STATUS             valid\n'],
    ['2026-10-17', 'STATUS             valid, under 60 days\n'],
    ['2026-11-16', 'STATUS             valid, under 30 days\n'],
    ['2026-12-15', 'STATUS             expired\n'],
  ])('at %s is told in words: %s', async (validAt, words) => {
    expect(await statusWords(validAt)).toContain(words)
  })

  it('names the key by its algorithm, with its size or curve', async () => {
    const list = await rendered('table', 'ListCertificates')
    for (const words of ['RSA 4096', 'RSA 2048', 'EC P-256']) expect(list).toContain(words)
  })
})
