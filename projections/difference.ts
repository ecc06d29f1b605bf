import type { InventoryView } from './questions/list-certificates.js'
import type { FrontEndView } from './questions/list-front-ends.js'
import type { SiteView } from './questions/show-site.js'
import type { SlotView } from './views.js'

/** Everything that can differ between two moments. */
export type Snapshot = {
  readonly slots: ReadonlyArray<SlotView>
  readonly certificates: ReadonlyArray<InventoryView>
  readonly frontEnds: ReadonlyArray<FrontEndView>
  readonly site: SiteView | null
}

/** One property that is another at the second moment than at the first; null is absent. */
export type Difference = {
  readonly what: 'slot' | 'certificate' | 'frontEnd' | 'site'
  readonly name: string
  readonly property: string
  readonly before: string | null
  readonly after: string | null
}

type Properties = ReadonlyMap<string, Readonly<Record<string, string | null>>>

const slotProperties = ({ slots }: Snapshot): Properties =>
  new Map(
    slots.map(({ type, identity, current, previous, staged }) => [
      `${type}@${identity}`,
      {
        current: current?.thumbprint ?? null,
        previous: previous?.thumbprint ?? null,
        staged: staged?.thumbprint ?? null,
        stagedFor: staged?.effectiveDate ?? null,
      },
    ]),
  )

const certificateProperties = ({ certificates }: Snapshot): Properties =>
  new Map(
    certificates.map(({ thumbprint, status, hasPrivateKey }) => [
      thumbprint,
      { status, privateKey: hasPrivateKey ? 'kept' : 'none' },
    ]),
  )

const frontEndProperties = ({ frontEnds }: Snapshot): Properties =>
  new Map(
    frontEnds.map(({ fqdn, registeredAt, fingerprint }) => [fqdn, { registered: registeredAt, agent: fingerprint }]),
  )

const siteProperties = ({ site }: Snapshot): Properties =>
  new Map(
    site === null
      ? []
      : [['site', { sipDomains: site.sipDomains.join(','), realm: site.realm, serviceName: site.serviceName }]],
  )

const compared = (what: Difference['what'], before: Properties, after: Properties): ReadonlyArray<Difference> =>
  [...new Set([...before.keys(), ...after.keys()])].toSorted().flatMap((name) => {
    const old = before.get(name) ?? {}
    const now = after.get(name) ?? {}
    return [...new Set([...Object.keys(old), ...Object.keys(now)])]
      .map((property) => ({ what, name, property, before: old[property] ?? null, after: now[property] ?? null }))
      .filter((one) => one.before !== one.after)
  })

/** What differs between two moments. The same moment twice: nothing. */
export const difference = (before: Snapshot, after: Snapshot): { readonly differences: ReadonlyArray<Difference> } => ({
  differences: [
    ...compared('slot', slotProperties(before), slotProperties(after)),
    ...compared('certificate', certificateProperties(before), certificateProperties(after)),
    ...compared('frontEnd', frontEndProperties(before), frontEndProperties(after)),
    ...compared('site', siteProperties(before), siteProperties(after)),
  ],
})
