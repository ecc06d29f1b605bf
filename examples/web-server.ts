import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { SamplePfx } from './sample-pfx.js'
import { asked, begin, certledger, folder, heading, isThere, say, until } from './terminal.js'
import type { Running, Setting } from './terminal.js'

type Sample = (name: string, fromDay: number, days: number, subject?: string) => Promise<SamplePfx>

const slot = ['--type', 'WebServicesInternal', '--identity', 'fe01.contoso.com']
const current = join(folder, 'fe01', 'store', 'WebServicesInternal', 'current')
const home = join(folder, 'nginx')

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const configuration = (port: number): string => `
daemon off;
pid ${home}/nginx.pid;
error_log stderr warn;
events {}
http {
  access_log off;
  client_body_temp_path ${home}/tmp; proxy_temp_path ${home}/tmp; fastcgi_temp_path ${home}/tmp;
  uwsgi_temp_path ${home}/tmp; scgi_temp_path ${home}/tmp;
  server {
    listen 127.0.0.1:${String(port)} ssl;
    ssl_certificate ${current}/certificate.pem;
    ssl_certificate_key ${current}/key.pem;
    return 200 "served\\n";
  }
}
`

const agentConfiguration = (nginx: string, port: number): string => `roles:
  WebServicesInternal:
    endpoint: 127.0.0.1:${String(port)}
    hooks:
      - [${nginx}, -c, ${home}/nginx.conf, -e, stderr, -s, reload]
`

const imported = async (alice: Setting, sample: Sample, name: string): Promise<SamplePfx> => {
  const made = await sample(name, -1, 300, 'fe01')
  const because = ['--reason', 'web services of fe01', '--ticket', 'CHG-2003']
  certledger(
    alice, 'certificate', 'import', '--path', `${name}.pfx`, '--password-file', 'password.txt', ...slot, ...because,
  )
  return made
}

const installed = ({ pem }: SamplePfx): true | undefined => {
  const path = join(current, 'certificate.pem')
  return existsSync(path) && readFileSync(path, 'utf8').replaceAll('\r', '').includes(pem.replaceAll('\r', '').trim())
    ? true
    : undefined
}

const isProvedThere = (alice: Setting, { thumbprint }: SamplePfx, endpoint: string): true | undefined => {
  const answer = JSON.stringify(asked(alice, 'log', '--front-end', 'fe01.contoso.com', '--event', 'PossessionProved'))
  return answer.includes(thumbprint) && answer.includes(endpoint) ? true : undefined
}

const pathOf = (program: string): string =>
  spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim()

/**
 * A real nginx on fe01, where it is installed: it serves what the agent installed, is reloaded by the agent's hook, and
 * the agent looks whether it serves the new certificate. Returns what stops it.
 */
export const webServer = async (alice: Setting, sample: Sample): Promise<Running | null> => {
  heading('12. A web server on fe01 serves what its agent installs, and is reloaded by it.')
  if (!isThere('nginx', '-v')) {
    say('  (nginx is not installed here, so this part is left out)')
    return null
  }
  mkdirSync(join(home, 'tmp'), { recursive: true })
  const port = await freePort()
  writeFileSync(join(home, 'nginx.conf'), configuration(port))
  const first = await imported(alice, sample, 'web-2026')
  await until('the web certificate on fe01', 60, () => installed(first))
  const nginx = begin('nginx', ['-c', join(home, 'nginx.conf'), '-e', 'stderr'], {})
  await until('nginx', 20, () => (existsSync(join(home, 'nginx.pid')) ? true : undefined))
  writeFileSync(join(folder, 'fe01', 'state', 'agent.yaml'), agentConfiguration(pathOf('nginx'), port), { mode: 0o600 })
  say(`  fe01/state/agent.yaml: after a change reload nginx, then look what 127.0.0.1:${String(port)} serves`)
  const next = await imported(alice, sample, 'web-2027')
  await until('nginx to serve the next certificate', 60, () => isProvedThere(alice, next, `127.0.0.1:${String(port)}`))
  certledger(alice, 'log', '--front-end', 'fe01.contoso.com', '--event', 'PossessionProved')
  return nginx
}
