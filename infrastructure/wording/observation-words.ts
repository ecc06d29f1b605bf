import type { ObservationRefusal } from '../../domain/observation/errors.js'
import { listed, pathWords } from './printable.js'
import type { ByTag, Wordings } from './wording.js'

type NoSuchDrift = ByTag<ObservationRefusal>['NoSuchDrift']

const which = ({ thumbprint, file }: NoSuchDrift): string => {
  const named = [
    ...(thumbprint === null ? [] : [`the certificate ${thumbprint}`]),
    ...(file === null ? [] : [`the file ${pathWords(file)}`]),
  ]
  return named.length === 0 ? '' : `, with ${listed(named)}`
}

/** Words for refusals of what is said of differences. */
export const observationWords: Wordings<ByTag<ObservationRefusal>> = {
  NoSuchDrift: {
    outcome: 'notFound',
    title: 'There is no such difference',
    detail: (refusal) =>
      `Nothing of ${refusal.role} is ${refusal.kind} on ${refusal.fqdn} at present${which(refusal)}.`,
    remedy: ({ fqdn }) => `\`certledger drift list --fqdn ${fqdn} --all\` shows what differs there.`,
  },
  SeveralDrifts: {
    outcome: 'conflict',
    title: 'Several differences go by that',
    detail: ({ fqdn, role, kind, thumbprints, files }) =>
      `More than one thing of ${role} is ${kind} on ${fqdn}: ${listed([...thumbprints, ...files.map(pathWords)])}.`,
    remedy: 'Say which one with `--thumbprint` or `--store-file`; each is accepted by itself.',
  },
}
