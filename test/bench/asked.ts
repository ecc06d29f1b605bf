import { askedBy, type Asked } from '../../application/context.js'

/** Who asks for what the bench does in this process. */
export const asked: Asked = {
  ...askedBy({ kind: 'person', name: 'bench', onBehalfOf: null }, { face: 'api', address: null }),
  reason: 'bench',
}
