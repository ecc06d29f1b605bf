import { describe, expect, it } from 'vitest'
import { streamMeant } from '../../../infrastructure/system/stream-meant.js'
import type { Named } from '../../../infrastructure/system/service.js'
import { factsOf } from '../../support/certificates.js'
import { memoryLedger } from '../../support/ledger/memory-ledger.js'
import { importing } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

const { thumbprint, thumbprintSha256 } = factsOf('a')

const streamOf = async (name: Named['name'], input: Named['input']): Promise<string | null> => {
  const { services, send } = memoryLedger()
  must(await send(importing('a')))
  return must(await streamMeant(services, { name, input })())
}

const fqdn = 'fe01.contoso.com'

describe('The one stream that something is about', () => {
  it.each<readonly [Named['name'], Named['input'], string | null]>([
    ['ConfigureSite', { realm: 'contoso.com' }, 'site'],
    ['ShowSite', {}, 'site'],
    ['AssignCertificate', { type: ['OAuthTokenIssuer'], thumbprint }, 'assignment-OAuthTokenIssuer@global'],
    ['AssignCertificate', { type: 'Default', identity: fqdn, thumbprint }, `assignment-Default@${fqdn}`],
    ['AssignCertificate', { type: ['Default', 'Internal'], identity: fqdn, thumbprint }, null],
    ['AssignCertificate', { type: 'Default', thumbprint }, null],
    ['GetCertificate', {}, null],
    ['RegisterFrontEnd', { fqdn: 'FE01.contoso.com' }, `frontEnd-${fqdn}`],
    ['ReplicateToFrontEnd', { fqdn, type: 'Default' }, null],
    ['SetRollPolicy', { type: 'OAuthTokenIssuer', policy: 'hold' }, 'rollPolicy-OAuthTokenIssuer@global'],
    ['AcceptDrift', { fqdn, type: 'Default' }, `observation-${fqdn}`],
    ['GrantAccess', { subject: 'alice', roles: ['auditor'] }, 'access-alice'],
    ['GrantAccess', { subject: 'No Subject', roles: ['auditor'] }, null],
    ['RetireCertificate', { thumbprint: thumbprintSha256 }, `certificate-${thumbprintSha256}`],
    ['RetireCertificate', { thumbprint }, `certificate-${thumbprintSha256}`],
    ['RetireCertificate', { thumbprint: factsOf('b').thumbprint }, null],
    ['RetireCertificate', { thumbprint: 'nonsense' }, null],
    ['Log', { type: 'Default', identity: fqdn }, null],
  ])('of %s %o is %s', async (name, input, stream) => {
    expect(await streamOf(name, input)).toBe(stream)
  })
})
