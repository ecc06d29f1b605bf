import { bashScript } from './bash-script.js'
import type { CommandTree, Shell } from './command-tree.js'
import { fishScript } from './fish-script.js'
import { powershellScript } from './powershell-script.js'
import { zshScript } from './zsh-script.js'

const scripts: Readonly<Record<Shell, (tree: CommandTree) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
}

/**
 * A script that teaches a shell to complete the command line of a tree: nouns, verbs, options and their values. It is
 * whole in itself: completing starts no program and reads no ledger.
 */
export const completionScript = (shell: Shell, tree: CommandTree): string => scripts[shell](tree)
