const roundSteps = [1, 2, 2.5, 5]

/**
 * Where an axis of counts is labelled: from 0 by whole, round steps to the first at or above `highest`, as little above as can be with
 * `mostSteps`, and with half as many at least.
 */
export function countTicks(highest: number, mostSteps: number): number[] {
  const decade = 10 ** Math.floor(Math.log10(Math.max(1, highest)))
  const axes = [decade / 10, decade]
    .flatMap((power) => roundSteps.map((round) => round * power))
    .filter(Number.isInteger)
    .map((step) => ({ step, count: Math.max(1, Math.ceil(highest / step)) }))
    .filter(({ count }) => count <= mostSteps)
  const fine = axes.filter(({ count }) => count >= mostSteps / 2)
  const { step, count } = (fine.length > 0 ? fine : axes.slice(0, 1)).reduce((best, axis) =>
    axis.step * axis.count <= best.step * best.count ? axis : best,
  )
  return Array.from({ length: count + 1 }, (_, index) => index * step)
}
