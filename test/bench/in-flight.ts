import { percentile, timed } from './measure.js'

/** What so much work, so much of it at once, came to. */
export type Flight = { readonly perSecond: number; readonly p99: number }

/** Does `work` for every number from `from` on, `count` times, `width` of it at once. */
export const inFlight = async (
  work: (n: number) => Promise<unknown>,
  from: number,
  count: number,
  width: number,
): Promise<Flight> => {
  let next = from
  const latencies: Array<number> = []
  const worker = async (): Promise<void> => {
    while (next < from + count) {
      const n = next++
      latencies.push((await timed(() => work(n))).ms)
    }
  }
  const { ms } = await timed(() => Promise.all(Array.from({ length: width }, worker)))
  return { perSecond: (count / ms) * 1000, p99: percentile(latencies, 0.99) }
}
