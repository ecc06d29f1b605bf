import { E, pipe, RA } from '../../../application/prelude.js'
import { elementOf } from '../asn1/element-of.js'
import type { Asn1 } from '../asn1/parse-asn1.js'
import type { Budget } from '../budget.js'
import type { Contents, FoundKey } from '../contents.js'
import type { PasswordReadings } from '../encryption/password-readings.js'
import { iterationsOf, unsealOrFail } from '../encryption/scheme.js'
import type { Opened } from '../fault.js'
import { privateKeyOf } from '../private-key.js'
import { checkIntegrity } from './check-integrity.js'
import { pfxStructureOf, sealedIn, type PfxPart, type PfxStructure } from './pfx-structure.js'
import { safeBagsOf, type SafeBag } from './safe-bag.js'

const visibleIterations = ({ integrity, parts }: PfxStructure): number =>
  (integrity?.iterations ?? 0) + iterationsOf(sealedIn(parts))

const bagsOfPart = (part: PfxPart, password: PasswordReadings, budget: Budget): Opened<ReadonlyArray<SafeBag>> =>
  part._tag === 'Open'
    ? E.right(part.bags)
    : pipe(
        unsealOrFail(part.sealed, password, budget),
        E.chain((plain) => elementOf(plain, 'decrypted contents are malformed', budget)),
        E.chain((element) => safeBagsOf(element, budget)),
      )

const pkcs8Of = (bag: SafeBag, password: PasswordReadings, budget: Budget): Opened<Uint8Array | null> => {
  switch (bag._tag) {
    case 'Certificate':
      return E.right(null)
    case 'Key':
      return E.right(bag.pkcs8)
    case 'ShroudedKey':
      return unsealOrFail(bag.sealed, password, budget)
  }
}

const keyOfBag = (bag: SafeBag, password: PasswordReadings, budget: Budget): Opened<ReadonlyArray<FoundKey>> =>
  pipe(
    pkcs8Of(bag, password, budget),
    E.chain((pkcs8) => pkcs8 === null ? E.right(null) : privateKeyOf(pkcs8, 'pkcs8')),
    E.map((privateKey) => privateKey === null ? [] : [{ privateKey, friendlyName: bag.friendlyName }]),
  )

const contentsOf = (
  bags: ReadonlyArray<SafeBag>,
  password: PasswordReadings,
  budget: Budget,
): Opened<Contents> =>
  pipe(
    bags,
    E.traverseArray((bag) => keyOfBag(bag, password, budget)),
    E.map((privateKeys) => ({
      format: 'PKCS#12',
      certificates: bags.flatMap((bag) => (bag._tag === 'Certificate' ? [bag] : [])),
      privateKeys: privateKeys.flat(),
    })),
  )

/**
 * Opens a PKCS#12 file. All iterations that can be seen are added up and refused together before the first key is
 * derived; then the MAC must hold; only then are parts and keys decrypted, each paid for from the budget.
 */
export const openPfx = (pfx: Asn1, password: PasswordReadings, budget: Budget): Opened<Contents> =>
  pipe(
    pfxStructureOf(pfx, budget),
    E.chainFirst((structure) => budget.affords(visibleIterations(structure))),
    E.chainFirst((structure) => checkIntegrity(structure, password, budget)),
    E.chain(({ parts }) => E.traverseArray((part: PfxPart) => bagsOfPart(part, password, budget))(parts)),
    E.chain((bags) => contentsOf(RA.flatten(bags), password, budget)),
  )
