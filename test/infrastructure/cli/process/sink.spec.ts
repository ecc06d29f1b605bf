import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { E } from '../../../../application/prelude.js'
import { sinkOf } from '../../../../infrastructure/cli/process/sink.js'

const failing = (code: string) =>
  new Writable({ write: (_chunk, _encoding, done) => { done(Object.assign(new Error(code), { code })) } })

describe('a stream of the process', () => {
  it('is written to in order, and awaited', async () => {
    const chunks: Array<string> = []
    const slow = new Writable({
      write: (chunk, _encoding, done) => {
        chunks.push(String(chunk))
        setTimeout(done, 1)
      },
    })
    const sink = sinkOf(slow, 'standard output')
    await sink.write('a')()
    await sink.write(Buffer.from('b'))()
    expect(chunks).toEqual(['a', 'b'])
    expect(sink.isTty).toBe(false)
  })

  it('whose reader went away is no error, and is not written to again', async () => {
    const sink = sinkOf(failing('EPIPE'), 'standard output')
    expect(await sink.write('a')()).toEqual(E.right(undefined))
    expect(sink.isClosed()).toBe(true)
    expect(await sink.write('b')()).toEqual(E.right(undefined))
  })

  it('that cannot be written to is an error with its code', async () => {
    const sink = sinkOf(failing('ENOSPC'), 'standard output')
    expect(await sink.write('a')()).toEqual(
      E.left({ _tag: 'OutputUnwritable', path: 'standard output', reason: 'ENOSPC' }),
    )
  })
})
