import { parentPort, workerData } from 'node:worker_threads'
import { E, type Either } from '../../application/prelude.js'
import type { BuildPart } from './build-parts.js'
import { openSource } from './build-source.js'
import { loadRows } from './load-rows.js'
import type { Failure } from './parts.js'
import { createIndexesSql } from './table-sql.js'

const isPart = (given: unknown): given is BuildPart => typeof given === 'object' && given !== null && 'source' in given

const build = async ({ path, shape, upTo, names, source }: BuildPart): Promise<Either<Failure, number>> => {
  const opened = await openSource(source)
  if (E.isLeft(opened)) return opened
  const { log, close } = opened.right
  const projections = opened.right.projections.filter(({ name }) => names.includes(name))
  try {
    return await loadRows({
      path,
      shape,
      upTo,
      projections,
      log,
      finally: projections.flatMap(({ tables }) => tables).flatMap(createIndexesSql),
      progress: (applied) => parentPort?.postMessage({ applied }),
      isStopped: () => false,
    })
  } finally {
    await close()
  }
}

if (isPart(workerData)) parentPort?.postMessage({ result: await build(workerData) })
