import type { Asked } from '../../application/context.js'

/** Who asks for what the bench does in this process. */
export const asked: Asked = {
  actor: { kind: 'person', name: 'bench', onBehalfOf: null },
  origin: { face: 'api', address: null },
  reason: 'bench',
  ticket: null,
  commandId: null,
  correlationId: null,
  causationId: null,
  dryRun: false,
}
