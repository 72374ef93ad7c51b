import { addHistograms, type LatencyHistogram, percentile } from '../stats/latency-histogram.ts'

/** What the attempts of a span of time came to. */
interface AttemptSpan {
  attempts: number
  succeeded: number
  latency: LatencyHistogram
}

/**
 * The median of the attempts, milliseconds; null: it is not known. Of spans in which most succeeded, or, where there is none, some
 * did: a refused connection takes no time, and one that times out takes all of it, whatever the receiver can do.
 */
export function typicalLatencyMs(spans: readonly AttemptSpan[]): number | null {
  const answered = spans.filter(({ succeeded }) => succeeded > 0)
  const well = answered.filter(({ attempts, succeeded }) => succeeded * 2 >= attempts)
  return percentile(addHistograms((well.length > 0 ? well : answered).map(({ latency }) => latency)), 0.5)
}
