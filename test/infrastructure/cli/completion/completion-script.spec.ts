import { describe, expect, it } from 'vitest'
import { shells } from '../../../../infrastructure/cli/completion/command-tree.js'
import { completionScript } from '../../../../infrastructure/cli/completion/completion-script.js'
import { sampleTree } from './sample-tree.js'

describe('a completion script', () => {
  it.each(shells)('is the same every time for %s', (shell) => {
    expect(completionScript(shell, sampleTree)).toBe(completionScript(shell, sampleTree))
  })

  it.each(shells)('ends its last line, and holds no control characters, for %s', (shell) => {
    const script = completionScript(shell, sampleTree)
    expect(script.endsWith('\n')).toBe(true)
    expect(script).not.toMatch(/[^\P{Cc}\n]/u)
  })

  it.each(shells)('takes a summary of several lines as one line for %s', (shell) => {
    const [first] = sampleTree.children
    if (first === undefined) throw new Error('no command')
    const children = [{ ...first, summary: 'one\nrm -rf two' }]
    expect(completionScript(shell, { ...sampleTree, children })).not.toMatch(/^rm -rf/m)
  })

  it.each(shells)('bears the name of another program for %s', (shell) => {
    const script = completionScript(shell, { ...sampleTree, program: 'cert-ledger2' })
    expect(script).toContain('cert-ledger2')
    expect(script).not.toMatch(/_certledger|-certledger|__program|_cli\b/)
  })
})
