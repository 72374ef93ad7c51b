import { expect, test } from 'vitest'
import { isCrowded, retryPoints } from './retry-points.ts'

test('times add up from the first attempt', () => {
  expect(retryPoints([5, 30, 120]).map(({ atSeconds }) => atSeconds)).toEqual([0, 5, 35, 155])
  expect(retryPoints([])).toEqual([{ atSeconds: 0, share: 0 }])
})

test.each([[[5, 30, 120, 600, 3600]], [[1, 1, 1, 1]], [[86_400]], [Array(20).fill(1)], [[0, 0]]])(
  'points of %j stand in order between the ends and keep a distance',
  (schedule) => {
    const shares = retryPoints(schedule).map(({ share }) => share)
    expect(shares[0]).toBe(0)
    expect(shares.at(-1)).toBe(1)
    for (let n = 1; n < shares.length; n++) {
      expect((shares[n] as number) - (shares[n - 1] as number)).toBeGreaterThan(0.04)
    }
  },
)

test('labels share a row where each has room', () => {
  expect(isCrowded(retryPoints([]))).toBe(false)
  expect(isCrowded(retryPoints([30, 300]))).toBe(false)
  expect(isCrowded(retryPoints([30, 30]))).toBe(true)
  expect(isCrowded(retryPoints([5, 30, 120, 600, 3600]))).toBe(true)
})
