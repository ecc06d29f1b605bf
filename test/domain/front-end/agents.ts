import { AgentFingerprint, PublicKeyText } from '../../../domain/values/agent-keys.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { TokenDigest, TokenId, type TokenMark } from '../../../domain/values/token-digest.js'
import { decoded } from '../../support/decoded.js'

/** The front end of these tests. */
export const fqdn = decoded(Fqdn, 'fe01.contoso.com')

const agent = (letter: string) => {
  const key = decoded(PublicKeyText, letter.repeat(42) + 'A')
  return {
    fqdn,
    keys: { signing: key, sealing: key },
    fingerprint: decoded(AgentFingerprint, letter.repeat(64)),
  }
}

const invitation = (letter: string): TokenMark => ({
  id: decoded(TokenId, letter.toLowerCase().repeat(16)),
  digest: decoded(TokenDigest, letter.repeat(64)),
})

/** Two agents that want to speak for it, and two invitations. */
export const [agentA, agentB] = [agent('A'), agent('B')]
export const [invitationA, invitationB] = [invitation('A'), invitation('B')]
