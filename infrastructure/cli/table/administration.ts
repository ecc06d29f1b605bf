import { asks } from './asks.js'
import type { CliCommand } from './cli-command.js'
import { deferred } from './deferred.js'
import { sends } from './sends.js'
import { watchFields } from '../run/watch-fields.js'

const slot = '--type OAuthTokenIssuer'

/** Rolls. */
export const rollCommands: ReadonlyArray<CliCommand> = [
  asks('ListRolls', { path: ['roll', 'list'], examples: ['', '--all', '--at 2027-01-01'] }),
  sends('CancelRoll', { path: ['roll', 'cancel'], examples: [`${slot} --reason "wrong certificate"`] }),
  sends('RescheduleRoll', {
    path: ['roll', 'reschedule'],
    examples: [`${slot} --effective-date 2026-12-24T06:00:00Z --ticket CHG-1042`],
  }),
  sends('RollBack', { path: ['roll', 'back'], examples: [`${slot} --reason "partners refuse the new one"`] }),
  {
    path: ['roll', 'activate'],
    summary: 'Put on record the rolls that took effect meanwhile',
    kind: 'other',
    fields: watchFields,
    arguments: [],
    notes: ['Answers never depend on it, and whoever writes next does it too: it is evidence, with its lateness.'],
    examples: ['', '--watch'],
    perform: (call) => deferred(async () => (await import('../run/activate-rolls.js')).activateRolls(call)),
  },
]

/** The site. */
export const siteCommands: ReadonlyArray<CliCommand> = [
  sends('ConfigureSite', {
    path: ['site', 'configure'],
    examples: ['--sip-domains contoso.com,contoso.net', '--realm contoso.com --reason "first set-up"'],
  }),
  asks('ShowSite', { path: ['site', 'show'], examples: ['', '-o json'] }),
]
