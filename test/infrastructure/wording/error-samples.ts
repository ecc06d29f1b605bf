import type { WordedError } from '../../../infrastructure/wording/problem.js'
import { accessErrorSamples } from './error-samples/access-error.js'
import { accessSamples } from './error-samples/access.js'
import { agentSamples } from './error-samples/agent.js'
import { agentMessageSamples } from './error-samples/agent-message.js'
import { assignmentSamples } from './error-samples/assignment.js'
import { certificateSamples } from './error-samples/certificate.js'
import { estateSamples } from './error-samples/estate.js'
import { faceSamples } from './error-samples/face.js'
import { fileSamples } from './error-samples/file.js'
import { inputSamples } from './error-samples/input.js'
import { observationSamples } from './error-samples/observation.js'
import { remoteSamples } from './error-samples/remote.js'
import type { SamplesOf } from './error-samples/samples-of.js'
import { serverSamples } from './error-samples/server.js'
import { storeSamples } from './error-samples/store.js'
import { vaultSamples } from './error-samples/vault.js'

/** One of each error, and of each variant that is worded otherwise; an error without one does not compile. */
export const errorSamples: SamplesOf<WordedError> = {
  ...inputSamples,
  ...certificateSamples,
  ...accessSamples,
  ...assignmentSamples,
  ...estateSamples,
  ...observationSamples,
  ...fileSamples,
  ...vaultSamples,
  ...storeSamples,
  ...faceSamples,
  ...serverSamples,
  ...remoteSamples,
  ...accessErrorSamples,
  ...agentMessageSamples,
  ...agentSamples,
}
