import { decideBy, evolveBy, type Decider } from '../decider.js'
import { E } from '../prelude.js'
import type { Instant } from '../values/instant.js'
import type { SipDomain } from '../values/sip-domain.js'
import { Uuid } from '../values/uuid.js'
import type { SiteEvent } from './events.js'

/** The site's settings; null until they were first given. Source: FIELD 5.1. */
export type SiteState = {
  readonly sipDomains: ReadonlyArray<SipDomain>
  readonly realm: string
  readonly serviceName: Uuid
} | null

/** Only what is given changes; null keeps what is. Repeat: no event. */
export type SiteCommand = {
  readonly type: 'ConfigureSite'
  readonly data: {
    readonly sipDomains: ReadonlyArray<SipDomain> | null
    readonly realm: string | null
    readonly serviceName: Uuid | null
    readonly at: Instant
  }
}

export type SiteRefusal = { readonly _tag: 'SipDomainRequired' }

/** The well-known service name of Lync and Skype for Business. Source: FIELD 5.1. */
const skypeForBusiness = '00000004-0000-0ff1-ce00-000000000000'
const defaultServiceName = Uuid.is(skypeForBusiness) ? skypeForBusiness : undefined

const same = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index])

/**
 * The site aggregate: SIP domains, realm and service name. The default realm is the default SIP domain. Source:
 * FIELD S18.
 */
export const site: Decider<SiteCommand, SiteEvent, SiteState, SiteRefusal> = {
  initialState: null,
  decide: decideBy<SiteState, SiteCommand, SiteEvent, SiteRefusal>({
    ConfigureSite: ({ at, ...given }, state) => {
      const sipDomains = [...new Set(given.sipDomains ?? state?.sipDomains ?? [])]
      const [first] = sipDomains
      const serviceName = given.serviceName ?? state?.serviceName ?? defaultServiceName
      if (first === undefined || serviceName === undefined) return E.left({ _tag: 'SipDomainRequired' })
      const realmFollowsDomain = state === null || state.realm === state.sipDomains[0]
      const realm = given.realm ?? (realmFollowsDomain ? first : state.realm)
      const unchanged =
        state !== null &&
        same(state.sipDomains, sipDomains) &&
        state.realm === realm &&
        state.serviceName === serviceName
      return E.right(
        unchanged ? [] : [{ type: 'SiteConfigured', data: { sipDomains, realm, serviceName, configuredAt: at } }],
      )
    },
  }),
  evolve: evolveBy<SiteState, SiteEvent>({
    SiteConfigured: (_state, { sipDomains, realm, serviceName }) => ({ sipDomains, realm, serviceName }),
  }),
}
