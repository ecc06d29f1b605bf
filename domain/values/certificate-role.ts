import { t } from '../prelude.js'

/**
 * What a certificate is used for: the vendor's `-Type`, closed and spelt as the vendor spells it. Source: FIELD 2.7.
 */
export const CertificateRole = t.keyof({
  AccessEdgeExternal: null,
  AudioVideoAuthentication: null,
  DataEdgeExternal: null,
  Default: null,
  External: null,
  Internal: null,
  iPadAPNService: null,
  iPhoneAPNService: null,
  LogRetentionService: null,
  MPNService: null,
  OAuthTokenIssuer: null,
  PICWebService: null,
  ProvisionService: null,
  SMPDNSWebService: null,
  TenantAdmin: null,
  UpgradeEngineService: null,
  WebServicesExternal: null,
  WebServicesInternal: null,
  WsFedTokenTransfer: null,
  XMPPServer: null,
})
export type CertificateRole = t.TypeOf<typeof CertificateRole>

/** Every role, in the order of the vendor's list. */
export const certificateRoles: ReadonlyArray<CertificateRole> = Object.keys(CertificateRole.keys).filter(
  CertificateRole.is,
)

const bySmallLetters = new Map(certificateRoles.map((role) => [role.toLowerCase(), role]))

/**
 * The role that is meant by a text in any case, or undefined. Source: FIELD 2.1 (`-Type` is case-insensitive in
 * practice).
 */
export const parseRole = (text: string): CertificateRole | undefined => bySmallLetters.get(text.trim().toLowerCase())
