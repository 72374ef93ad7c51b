import { addHistograms, type LatencyHistogram, percentile } from '../stats/latency-histogram.ts'

/** What the attempts of a span of time came to. */
interface AttemptSpan {
  attempts: number
  succeeded: number
  latency: LatencyHistogram
}

/**
 * The median of the attempts, milliseconds; null: there was none. Only of spans in which at least half succeeded, where there
 * are any: a refused connection takes no time, and one that times out takes all of it, whatever the receiver can do.
 */
export function typicalLatencyMs(spans: readonly AttemptSpan[]): number | null {
  const well = spans.filter(({ attempts, succeeded }) => attempts > 0 && succeeded * 2 >= attempts)
  return percentile(addHistograms((well.length > 0 ? well : spans).map(({ latency }) => latency)), 0.5)
}
