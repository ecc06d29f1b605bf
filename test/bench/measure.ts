/** One line of the bench: the project beside the raw engine in the same run, and the bar that DESIGN 10 sets. */
export type BenchRow = {
  readonly what: string
  readonly project: number
  /** The raw engine's figure in the same unit; null where the bar is absolute. */
  readonly raw: number | null
  readonly unit: string
  readonly bar: string
  readonly met: boolean
  readonly note: string
}

/** How long some work takes, in ms. */
export const timed = async <A>(
  work: () => Promise<A> | A,
): Promise<{ readonly ms: number; readonly result: A }> => {
  const start = process.hrtime.bigint()
  const result = await work()
  return { ms: Number(process.hrtime.bigint() - start) / 1e6, result }
}

/** The value that a share of the samples does not exceed; 0 without samples. */
export const percentile = (samples: ReadonlyArray<number>, share: number): number => {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export const median = (samples: ReadonlyArray<number>): number => percentile(samples, 0.5)

const shown = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3)

/** The rows as a table that a person reads. */
export const benchTable = (rows: ReadonlyArray<BenchRow>): string => {
  const header = ['what', 'certledger', 'raw', 'ratio', 'unit', 'bar', 'met', 'note']
  const cells = rows.map(({ what, project, raw, unit, bar, met, note }) => [
    what,
    shown(project),
    raw === null ? '' : shown(raw),
    raw === null ? '' : `${Math.round((project / raw) * 100)} %`,
    unit,
    bar,
    met ? 'yes' : 'NO',
    note,
  ])
  const all = [header, ...cells]
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
