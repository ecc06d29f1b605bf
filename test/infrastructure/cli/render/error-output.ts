import { TE } from '../../../../application/prelude.js'
import { writeProblem } from '../../../../infrastructure/cli/output/write-problem.js'
import type { World } from '../../../../infrastructure/cli/world.js'
import type { SpokenError } from '../../../../infrastructure/wording/problem.js'

/** What an error looks like on error output, as JSON. */
export const errorOutput = async (error: SpokenError): Promise<string> => {
  let written = ''
  const stderr: World['stderr'] = {
    isTty: false,
    isClosed: () => false,
    write: (chunk) => {
      written += String(chunk)
      return TE.right(undefined)
    },
  }
  await writeProblem({ stderr } as World, { format: 'json', colour: false, width: null }, error)
  return written
}
