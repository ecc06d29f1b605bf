import { readFileSync } from 'node:fs'
import { E, t } from '../../../application/prelude.js'

const folder = new URL('../../corpus/pkcs12/', import.meta.url)

const Manifest = t.readonlyArray(
  t.type({
    file: t.string,
    password: t.string,
    group: t.string,
    what: t.string,
    opensslOpens: t.boolean,
    thumbprints: t.readonlyArray(t.string),
  }),
)

export type CorpusEntry = t.TypeOf<typeof Manifest>[number]

/** The bytes of a file of the corpus. */
export const corpusFile = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, folder)))

const decoded = Manifest.decode(JSON.parse(Buffer.from(corpusFile('manifest.json')).toString('utf8')))

/** What the corpus says of its files. */
export const corpus: ReadonlyArray<CorpusEntry> = E.getOrElseW(() => {
  throw new Error('the manifest of the corpus is malformed')
})(decoded)

/** The password of most files. */
export const usualPassword = 's3cret!'
