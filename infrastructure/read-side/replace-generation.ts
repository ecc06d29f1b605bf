import { mkdirSync } from 'node:fs'
import { E, type Either } from '../../application/prelude.js'
import { buildGeneration } from './build-generation.js'
import { buildLock } from './build-lock.js'
import { currentGeneration, removeGenerations, switchTo } from './generation-files.js'
import type { Failure, Parts } from './parts.js'

/** Builds a generation in place of one that does not fit, and makes it current; unless another process did before. */
export const replaceGeneration = async (parts: Parts, unfit: number | null): Promise<Either<Failure, void>> => {
  const { directory, log, buildMs, building } = parts
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const locked = await buildLock(directory, buildMs, () => currentGeneration(directory) !== unfit)
  if (E.isLeft(locked)) return locked
  if (locked.right === null) return E.right(undefined)
  try {
    const head = await log.head()()
    if (E.isLeft(head)) return head
    const built = await buildGeneration({ ...parts, upTo: head.right, progress: building })
    if (E.isLeft(built)) return built
    await switchTo(directory, built.right.number)
    removeGenerations(directory, (generation) => generation !== built.right.number)
    return E.right(undefined)
  } finally {
    locked.right.release()
  }
}
