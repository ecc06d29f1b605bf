import { request } from 'undici'
import { LightAgent } from '../agent/light-agent.js'
import { realCertificate, type RealCertificate } from '../ledger/real-certificates.js'
import { commanding, type Serving } from './running-server.js'

/** A server with two front ends whose agents are enrolled: one certificate is meant for both, one for fe02 alone. */
export type ServedAgents = {
  readonly token: string
  readonly fe01: LightAgent
  readonly fe02: LightAgent
  readonly certificate: RealCertificate
  /** Every message that was sent, with its path, in order. */
  readonly sent: ReadonlyArray<{ readonly path: string; readonly message: string }>
}

/** Posts a message as an agent does. */
export const posting = async (url: string, path: string, message: string) => {
  const headers = { 'content-type': 'application/jose' }
  const answer = await request(`${url}${path}`, { method: 'POST', headers, body: message })
  return { status: answer.statusCode, text: await answer.body.text() }
}

const enrolled = async (server: Serving, token: string, agent: LightAgent): Promise<LightAgent> => {
  const { fqdn, fingerprint } = agent
  await commanding(server, token, 'RegisterFrontEnd', { fqdn })
  const { json } = await commanding(server, token, 'InviteAgent', { fqdn })
  await agent.enrol((json['token'] as { readonly text: string }).text)
  await commanding(server, token, 'ConfirmEnrolment', { fqdn, fingerprint })
  await agent.start()
  return agent
}

/** Enrols the agents, and assigns an imported certificate. */
export const servedAgents = async (server: Serving): Promise<ServedAgents> => {
  const token = await server.tokenFor('administrator')
  const sent: Array<{ readonly path: string; readonly message: string }> = []
  const agentOf = (name: string) =>
    new LightAgent(name, (path, message) => {
      sent.push({ path, message })
      return posting(server.url, path, message)
    })
  const fe01 = await enrolled(server, token, agentOf('fe01.contoso.com'))
  const fe02 = await enrolled(server, token, agentOf('fe02.contoso.com'))
  const certificate = realCertificate('fe02.contoso.com', 'RSA 2048')
  const file = Buffer.from(certificate.pfx('secret')).toString('base64')
  const { thumbprint } = certificate
  const answers = [
    await commanding(server, token, 'ImportCertificate', { file, password: 'secret' }),
    await commanding(server, token, 'AssignCertificate', { type: 'OAuthTokenIssuer', thumbprint, force: true }),
    await commanding(server, token, 'AssignCertificate', {
      type: 'Default', identity: fe02.fqdn, thumbprint, force: true,
    }),
  ]
  for (const { status, text } of answers) if (status !== 200) throw new Error(text)
  return { token, fe01, fe02, certificate, sent }
}
