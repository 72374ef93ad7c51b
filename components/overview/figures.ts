import type { Stats } from '../../server/contract/stats.ts'

export const count = (value: number) => value.toLocaleString('en-GB')

/** Never rounded up to a clean 100 %. */
export function percent(share: number): string {
  return `${(Math.floor(share * 10_000) / 100).toFixed(share === 1 ? 0 : 2)} %`
}

/** How a number moved against the period before: `12 % more`. Null where there is nothing to compare with. */
export function change(now: number, before: number): string | null {
  if (before === 0) return null
  const moved = Math.round((now / before - 1) * 100)
  if (moved === 0) return 'as before'
  if (moved > 1000) return 'over ten times as many'
  return `${Math.abs(moved)} % ${moved > 0 ? 'more' : 'fewer'}`
}

/** How a share moved, in points of a hundred. */
export function changeOfShare(now: number | null, before: number | null): string | null {
  if (now === null || before === null) return null
  const points = Math.round((now - before) * 10_000) / 100
  return points === 0 ? 'as before' : `${points > 0 ? '+' : '−'}${Math.abs(points)} points`
}

export function successRate({ attempts, succeeded }: Pick<Stats['total'], 'attempts' | 'succeeded'>): number | null {
  return attempts === 0 ? null : succeeded / attempts
}
