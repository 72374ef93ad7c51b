import { expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { database } from '../platform/database.ts'
import { type HistogramSums, histogramOfSums, histogramSumsBy } from './histogram-sums.ts'
import { addHistograms, bucketCount } from './latency-histogram.ts'

useDatabase()

/** A histogram whose last bucket in use is the one before `length`. */
const ending = (length: number, every = 3) =>
  Array.from({ length }, (_, bucket) => (bucket === length - 1 || bucket % every === 0 ? bucket + 1 : 0))

test.each([
  { what: 'of one bucket', histograms: [[7]] },
  { what: 'that end where a scan ends', histograms: [ending(32), ending(64)] },
  { what: 'that end where a scan begins', histograms: [ending(33), ending(65)] },
  { what: 'that use every bucket there is', histograms: [ending(bucketCount), ending(bucketCount, 5)] },
  { what: 'of very different lengths, one of them empty', histograms: [[], [1], ending(200), ending(40), [0, 0, 2]] },
  { what: 'that are empty', histograms: [[], []] },
  { what: 'beyond what an integer counts', histograms: [[2_000_000_000], [2_000_000_000, 1]] },
])('histograms $what are added up as in memory', async ({ histograms }) => {
  const others = [ending(10), ending(100)]
  const given = [...histograms.map((histogram) => ['these', histogram]), ...others.map((other) => ['those', other])]
  const { rows } = await database().pool.query<{ of: string; sums: HistogramSums }>(
    `with given as (select row ->> 0 as of, array(select jsonb_array_elements(row -> 1)::integer) as histogram
                      from jsonb_array_elements($1::jsonb) row)
     ${histogramSumsBy('of', 'histogram', 'given')}`,
    [JSON.stringify(given)],
  )
  const sumOf = (name: string) => histogramOfSums(rows.find(({ of }) => of === name)?.sums ?? null)
  expect(sumOf('these')).toEqual(addHistograms(histograms))
  expect(sumOf('those')).toEqual(addHistograms(others))
})
