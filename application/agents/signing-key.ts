import { ledger, type LedgerIdentity } from '../../domain/ledger/decide.js'
import { ledgerStream } from '../../domain/streams.js'
import type { KeyRef } from '../../domain/values/key-ref.js'
import { ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import type { CommandError } from '../commands/command.js'
import { stamped } from '../context.js'
import type { AnswerSigner, FreshSigningKey, SignAnswer } from '../ports/answer-signer.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import { byScheduler } from '../reactions/by-scheduler.js'
import type { Services } from '../services.js'

type Needs = Services & { readonly answerSigner: AnswerSigner }

/** What agents know the ledger by, and how it signs. */
export type LedgerSigner = Pick<LedgerIdentity, 'ledger' | 'publicKey'> & { readonly sign: SignAnswer }

/** The vault names a key after a certificate; this one belongs to none, and is named after its public half. */
const deposited = (
  { keyVault }: Needs,
  { privateKey, spkiDigest }: FreshSigningKey,
): TaskEither<CommandError, KeyRef> =>
  ThumbprintSha256.is(spkiDigest)
    ? keyVault.deposit({ certificate: spkiDigest, generation: 1, spkiDigest, privateKey })
    : TE.left({ _tag: 'AnswerNotSigned' })

const identity = ({ load }: Needs): TaskEither<CommandError, LedgerIdentity | null> =>
  pipe(load(ledger, ledgerStream), TE.map(({ state }) => state))

/** Where another process was first, its key counts, and ours is destroyed before anybody knew it. */
const created = (services: Needs): TaskEither<CommandError, LedgerIdentity | null> =>
  pipe(
    TE.Do,
    TE.bindW('key', () => services.answerSigner.freshKey()),
    TE.bindW('ref', ({ key }) => deposited(services, key)),
    TE.chainFirstW(({ key: { publicKey, spkiDigest }, ref }) => {
      const context = stamped(services, byScheduler(services.ids.fresh(), null))
      const data = { ledger: services.ids.fresh(), publicKey, ref, spkiDigest, at: context.at }
      return services.handle(ledger, context, ledgerStream, { type: 'CreateSigningKey', data })
    }),
    TE.bindW('known', () => identity(services)),
    TE.chainFirstW(({ known, ref }) => (known?.ref === ref ? TE.right(false) : services.keyVault.destroy(ref))),
    TE.map(({ known }) => known),
  )

/**
 * What the ledger signs its answers to agents with. Made at the first call, kept in the vault like the key of a
 * certificate, and the same from then on: agents pin it. The private half stays in memory as long as the signer does.
 */
export const ledgerSigner = (services: Needs): TaskEither<CommandError, LedgerSigner> =>
  pipe(
    services.refresh,
    TE.chainW(() => identity(services)),
    TE.chainW((known) => (known === null ? created(services) : TE.right(known))),
    TE.chainW((known) =>
      known === null
        ? TE.left<CommandError>({ _tag: 'AnswerNotSigned' })
        : pipe(
            services.keyVault.open(known.ref),
            TE.chainW((privateKey) => services.answerSigner.signingWith(privateKey)),
            TE.map((sign) => ({ ledger: known.ledger, publicKey: known.publicKey, sign })),
          )),
  )
