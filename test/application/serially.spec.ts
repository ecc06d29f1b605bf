import { describe, expect, it } from 'vitest'
import { E, TE } from '../../application/prelude.js'
import { serially } from '../../application/serially.js'

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Work that says when it begins and ends, a turn of the event loop later. */
const working = (diary: Array<string>, name: string) => async () => {
  diary.push(`${name} begins`)
  await nextTurn()
  diary.push(`${name} ends`)
  return E.right(name)
}

describe('Work in turns', () => {
  it('under one name is done one after another, in the order of asking', async () => {
    const diary: Array<string> = []
    const inTurn = serially()
    const work = ['first', 'second', 'third'].map((name) => inTurn('slot', working(diary, name))())
    expect(await Promise.all(work)).toEqual([E.right('first'), E.right('second'), E.right('third')])
    expect(diary).toEqual([
      'first begins', 'first ends', 'second begins', 'second ends', 'third begins', 'third ends',
    ])
  })

  it('under other names is done beside it', async () => {
    const diary: Array<string> = []
    const inTurn = serially()
    await Promise.all([inTurn('a', working(diary, 'a'))(), inTurn('b', working(diary, 'b'))()])
    expect(diary).toEqual(['a begins', 'b begins', 'a ends', 'b ends'])
  })

  it('is done where work before it was refused, or had a defect', async () => {
    const inTurn = serially()
    const refused = inTurn('slot', TE.left('no'))()
    const defect = inTurn('slot', () => Promise.reject(new Error('a defect')))()
    const last = inTurn('slot', TE.right('yes'))()
    await expect(defect).rejects.toThrow('a defect')
    expect(await Promise.all([refused, last])).toEqual([E.left('no'), E.right('yes')])
  })

  it('is done anew each time that its task is run', async () => {
    let runs = 0
    const task = serially()('slot', () => Promise.resolve(E.right((runs += 1))))
    expect([await task(), await task()]).toEqual([E.right(1), E.right(2)])
  })
})
