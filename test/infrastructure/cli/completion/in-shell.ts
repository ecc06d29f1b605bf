import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { completionScript } from '../../../../infrastructure/cli/completion/completion-script.js'
import { sampleTree } from './sample-tree.js'

const run = promisify(execFile)
const TIMEOUT_MS = 30_000

/** A shell with the script loaded, in a folder with a few files: what it offers at the end of a line, sorted. */
export type InShell = {
  readonly offers: (line: string) => Promise<ReadonlyArray<string>>
  /** The folder that lines are completed in. */
  readonly folder: string
  readonly close: () => void
}

type Prepared = { readonly root: string; readonly folder: string; readonly script: string }

const prepared = (shell: 'bash' | 'zsh' | 'fish'): Prepared => {
  const root = mkdtempSync(join(tmpdir(), 'certledger-completion-'))
  const folder = join(root, 'work')
  mkdirSync(join(folder, 'sub'), { recursive: true })
  for (const name of ['server.pfx', 'server.PEM', 'notes.txt', 'my server.pfx']) writeFileSync(join(folder, name), '')
  const script = join(root, `completion.${shell}`)
  writeFileSync(script, completionScript(shell, sampleTree))
  return { root, folder, script }
}

/** Nothing of the person who runs the tests: no start-up files, no history. */
const environment = ({ root }: Prepared): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: root,
  XDG_CONFIG_HOME: root,
  XDG_DATA_HOME: root,
  INPUTRC: '/dev/null',
  TERM: 'xterm',
  LC_ALL: 'C.UTF-8',
})

/** Candidates as a person sees them: some shells name the option in front of a value, or end a folder with a slash. */
const bare = (offers: ReadonlyArray<string>): ReadonlyArray<string> =>
  [...new Set(offers.map((offer) => offer.replace(/^--[a-z-]+=/, '').replace(/\/$/, '')))].toSorted()

const inShell = (
  shell: 'bash' | 'zsh' | 'fish',
  ask: (line: string, prepared: Prepared, env: NodeJS.ProcessEnv) => Promise<ReadonlyArray<string>>,
): InShell => {
  const place = prepared(shell)
  return {
    folder: place.folder,
    offers: async (line) => bare(await ask(line, place, environment(place))),
    close: () => { rmSync(place.root, { recursive: true }) },
  }
}

const nonEmpty = (text: string): ReadonlyArray<string> => text.split('\n').filter((line) => line !== '')

const INSERT_ALL = '\u001B*'

const startUp = ({ script, folder }: Prepared): string =>
  [
    "PS1='$ '",
    "bind 'set enable-bracketed-paste off'",
    `source '${script}'`,
    `cd '${folder}'`,
    "certledger() { printf 'argument:%s\\n' \"$@\"; }",
    '',
  ].join('\n')

/**
 * Readline itself completes: M-* puts every candidate into the line, which then runs a function that prints its
 * arguments. What was typed before the word under the cursor is left out.
 */
export const inBash = (): InShell =>
  inShell('bash', async (line, place, env) => {
    const rc = join(place.root, 'bashrc')
    writeFileSync(rc, startUp(place))
    const started = run('script', ['-qec', `bash --noprofile --rcfile '${rc}' -i`, '/dev/null'], {
      env,
      timeout: TIMEOUT_MS,
    })
    started.child.stdin?.end(`${line}${INSERT_ALL}\n exit\n`)
    const { stdout } = await started
    const typed = line.split(' ')
    return nonEmpty(stdout.replaceAll('\r', ''))
      .flatMap((text) => (text.startsWith('argument:') ? [text.slice('argument:'.length)] : []))
      .slice(typed.length - 2)
      .filter((text) => text !== typed.at(-1))
  })

/** An interactive zsh completes; what its completion functions add is printed. */
const askZsh =
  (source: (place: Prepared) => string) =>
  async (line: string, place: Prepared, env: NodeJS.ProcessEnv): Promise<ReadonlyArray<string>> => {
    const harness = join(import.meta.dirname, 'offers.zsh')
    const settings = { env, timeout: TIMEOUT_MS }
    const { stdout } = await run('zsh', ['-f', harness, source(place), place.folder, line], settings)
    const [, offers = ''] = /<<<\n([^]*?)>>>/.exec(stdout.replaceAll('\r', '')) ?? []
    return nonEmpty(offers)
  }

export const inZsh = (): InShell => inShell('zsh', askZsh(({ script }) => script))

/** As inZsh, but zsh finds and loads the script itself, as a completion function in `fpath`. */
export const inZshByPath = (): InShell =>
  inShell('zsh', (line, place, env) => {
    const functions = join(place.root, 'functions')
    mkdirSync(functions, { recursive: true })
    writeFileSync(join(functions, '_certledger'), completionScript('zsh', sampleTree))
    return askZsh(() => functions)(line, place, env)
  })

/** fish says itself what it offers; the explanations behind the candidates are left out. */
export const inFish = (): InShell =>
  inShell('fish', async (line, { script, folder }, env) => {
    const command = 'source $argv[1]; complete -C $argv[2]'
    const { stdout } = await run('fish', ['--no-config', '-c', command, '--', script, line], {
      env,
      cwd: folder,
      timeout: TIMEOUT_MS,
    })
    return nonEmpty(stdout).map((text) => text.split('\t')[0] ?? '')
  })
