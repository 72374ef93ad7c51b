import { expect, test } from 'vitest'
import { groupProbes } from './group-probes.ts'

/** `p` a probe, `a` an attempt; what is shown in capitals. Groups come back as their size. */
function grouped(text: string): string {
  const attempts = [...text].map((letter, index) => ({ id: String(index), probe: letter.toLowerCase() === 'p' }))
  const shown = [...text].findIndex((letter) => letter !== letter.toLowerCase())
  return groupProbes(attempts, String(shown))
    .map((row) => ('probes' in row ? row.probes.length : text[Number(row.attempt.id)]))
    .join('')
}

test.each([
  ['', ''],
  ['aaa', 'aaa'],
  ['appp', 'appp'],
  ['apppp', 'a4'],
  ['apppppa', 'a5a'],
  ['ppppp', 'p4'],
  ['apppppPpppppa', 'a5P5a'],
  ['appPpppp', 'appP4'],
  ['appppappppa', 'a4a4a'],
])('%s is listed as %s', (attempts, rows) => {
  expect(grouped(attempts)).toBe(rows)
})
