import { decideBy, type Decider } from '../decider.js'
import { E, type Either } from '../prelude.js'
import type { CertificateCommand } from './commands.js'
import type { CertificateRefusal } from './errors.js'
import type { CertificateEvent } from './events.js'
import { evolveCertificate, unknownCertificate, type CertificateState, type KnownCertificate } from './state.js'

type Data<T extends CertificateCommand['type']> = Extract<CertificateCommand, { readonly type: T }>['data']
type Decision = Either<CertificateRefusal, ReadonlyArray<CertificateEvent>>

const nothing: Decision = E.right([])

const whenKnown = (state: CertificateState, decide: (known: KnownCertificate) => Decision): Decision =>
  state._tag === 'Known' ? decide(state) : E.left({ _tag: 'CertificateNotImported' })

const namesOf = ({ facts: { thumbprint, thumbprintSha256 } }: KnownCertificate) => ({ thumbprint, thumbprintSha256 })

const keyThatArrives = (known: KnownCertificate, { privateKey, force, at }: Data<'ImportCertificate'>): Decision => {
  if (privateKey === null || known.privateKey._tag === 'Kept') return nothing
  if (known.privateKey._tag === 'Destroyed' && !force) {
    const { destroyedAt } = known.privateKey
    return E.left({ _tag: 'PrivateKeyWasDestroyed', thumbprint: known.facts.thumbprint, destroyedAt })
  }
  const overridden = known.privateKey._tag === 'Destroyed' ? ['PrivateKeyWasDestroyed'] : []
  return E.right([{ type: 'PrivateKeyImported', data: { ...namesOf(known), privateKey, importedAt: at, overridden } }])
}

const chainThatArrives = (
  known: KnownCertificate,
  { chain, at }: Data<'ImportCertificate'>,
): ReadonlyArray<CertificateEvent> =>
  chain.length > known.chain.length
    ? [{ type: 'ChainCompleted', data: { ...namesOf(known), chain, importedAt: at } }]
    : []

const importCertificate = (command: Data<'ImportCertificate'>, state: CertificateState): Decision => {
  if (state._tag === 'Known') {
    return E.map((events: ReadonlyArray<CertificateEvent>) => [...events, ...chainThatArrives(state, command)])(
      keyThatArrives(state, command),
    )
  }
  const { facts, der, chain, privateKey, format, fileName, friendlyName, at } = command
  return E.right([
    {
      type: 'CertificateImported',
      data: { facts, der, chain, privateKey, format, fileName, friendlyName, importedAt: at },
    },
  ])
}

const retireCertificate = ({ inUse, force, at }: Data<'RetireCertificate'>, state: CertificateState): Decision =>
  whenKnown(state, (known) => {
    if (known.retiredAt !== null) return nothing
    if (inUse.length > 0 && !force) {
      return E.left({ _tag: 'CertificateInUse', thumbprint: known.facts.thumbprint, slots: inUse })
    }
    const overridden = inUse.length > 0 ? ['CertificateInUse'] : []
    return E.right([{ type: 'CertificateRetired', data: { ...namesOf(known), retiredAt: at, overridden } }])
  })

const recordCompromise = ({ since, at }: Data<'RecordCompromise'>, state: CertificateState): Decision =>
  whenKnown(state, (known) => {
    if (since > at) return E.left({ _tag: 'CompromiseInFuture', since, at })
    if (known.compromisedSince !== null && known.compromisedSince <= since) return nothing
    return E.right([
      { type: 'CompromiseRecorded', data: { ...namesOf(known), compromisedSince: since, recordedAt: at } },
    ])
  })

const readPrivateKey = ({ purpose, at }: Data<'ReadPrivateKey'>, state: CertificateState): Decision =>
  whenKnown(state, (known) => {
    if (known.privateKey._tag !== 'Kept') {
      const because = known.privateKey._tag === 'Destroyed' ? 'destroyed' : 'neverImported'
      return E.left({ _tag: 'PrivateKeyNotKept', thumbprint: known.facts.thumbprint, because })
    }
    const { ref } = known.privateKey.custody
    return E.right([{ type: 'PrivateKeyRead', data: { ...namesOf(known), ref, purpose, readAt: at } }])
  })

const destroyPrivateKey = ({ inUse, force, at }: Data<'DestroyPrivateKey'>, state: CertificateState): Decision =>
  whenKnown(state, (known) => {
    const { privateKey, facts } = known
    if (privateKey._tag === 'Destroyed') return nothing
    if (privateKey._tag === 'NeverImported') {
      return E.left({ _tag: 'PrivateKeyNotKept', thumbprint: facts.thumbprint, because: 'neverImported' })
    }
    if (inUse.length > 0 && !force) {
      return E.left({ _tag: 'CertificateInUse', thumbprint: facts.thumbprint, slots: inUse })
    }
    const overridden = inUse.length > 0 ? ['CertificateInUse'] : []
    const { ref } = privateKey.custody
    return E.right([{ type: 'PrivateKeyDestroyed', data: { ...namesOf(known), ref, destroyedAt: at, overridden } }])
  })

/** The certificate aggregate. */
export const certificate: Decider<CertificateCommand, CertificateEvent, CertificateState, CertificateRefusal> = {
  initialState: unknownCertificate,
  decide: decideBy<CertificateState, CertificateCommand, CertificateEvent, CertificateRefusal>({
    ImportCertificate: importCertificate,
    RetireCertificate: retireCertificate,
    RecordCompromise: recordCompromise,
    ReadPrivateKey: readPrivateKey,
    DestroyPrivateKey: destroyPrivateKey,
  }),
  evolve: evolveCertificate,
}
