import fc from 'fast-check'
import { plusMs } from '../../../domain/values/instant.js'
import { HOUR_MS, instant } from '../instants.js'
import type { Sent } from './memory-ledger.js'
import { beginsAt } from './memory-ledger.js'
import {
  assigning, cancelling, compromising, configuring, correcting, destroying, exporting, importing, importingInto,
  printOf, registering, removing, rescheduling, retiring, rolling, rollingBack,
} from './sends.js'

/** A moment in the life of a ledger: the clock moves, then somebody sends a command, which may be refused. */
export type LifeStep = { readonly movesHours: number; readonly sent: Sent }

const name = fc.constantFrom('A', 'B', 'C')
const slot = fc.constantFrom('OAuthTokenIssuer@global', 'Default@fe01.contoso.com', 'Default@fe02.contoso.com')
const force = fc.boolean().map((forced) => ({ force: forced }))
const hours = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((n) => plusMs(instant(beginsAt), n * HOUR_MS))
const ahead = hours(-5, 400)

const interval = fc.record({ from: hours(-200, 0), to: fc.option(hours(-100, 50), { nil: undefined }) })
const holder = fc.oneof(name.map((which) => ({ thumbprint: printOf(which) })), fc.constant({ nobody: true }))

type Input = Readonly<Record<string, unknown>>

const into = (input: fc.Arbitrary<Input>, send: (which: string, where: string, input: Input) => Sent) =>
  fc.tuple(name, slot, input).map(([which, where, rest]) => send(which, where, rest))

const arbitrarySent: fc.Arbitrary<Sent> = fc.oneof(
  name.map((which) => importing(which)),
  into(force, (which, where, how) => importingInto(which, where, how)),
  into(force, (which, where, how) => assigning(which, where, how)),
  into(force, (which, where, how) => assigning(which, where, how)),
  fc.tuple(name, slot, ahead, force).map(([which, where, at, how]) => rolling(which, where, at, how)),
  fc.tuple(name, slot, ahead, force).map(([which, where, at, how]) => rolling(which, where, at, how)),
  fc.tuple(slot, ahead, force).map(([where, at, how]) => rescheduling(where, at, how)),
  slot.map(cancelling),
  fc.tuple(slot, force).map(([where, how]) => rollingBack(where, how)),
  fc.tuple(slot, force, fc.boolean()).map(([where, how, previous]) => removing(where, { ...how, previous })),
  fc.tuple(slot, holder, interval).map(([where, who, when]) => correcting(where, { ...who, ...when })),
  fc.tuple(name, force).map(([which, how]) => importing(which, how)),
  fc.tuple(name, force).map(([which, how]) => destroying(which, how)),
  fc.tuple(name, force).map(([which, how]) => retiring(which, how)),
  fc.tuple(name, ahead).map(([which, since]) => compromising(which, since)),
  name.map((which) => exporting(which)),
  fc.constantFrom('contoso.com', 'fabrikam.com').map((sipDomains) => configuring({ sipDomains })),
  fc.constantFrom('fe01.contoso.com', 'fe02.contoso.com').map((fqdn) => registering(fqdn)),
)

const step: fc.Arbitrary<LifeStep> = fc.record({ movesHours: fc.integer({ min: -3, max: 40 }), sent: arbitrarySent })

/** The life of a ledger: three certificates are imported, then commands of every kind come, in any order. */
export const arbitraryLife: fc.Arbitrary<ReadonlyArray<LifeStep>> = fc
  .array(step, { minLength: 5, maxLength: 30, size: 'max' })
  .map((steps) => [...['A', 'B', 'C'].map((which) => ({ movesHours: 0, sent: importing(which) })), ...steps])
