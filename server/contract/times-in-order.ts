import type { z } from 'zod'

/**
 * For `superRefine` of what takes two bounds of time by these names, either of which may be left out: nothing lies between bounds
 * that are not in order, and an empty answer would hide the slip. The fault stands at the later bound.
 */
export function timesInOrder<From extends string, Until extends string>(from: From, until: Until) {
  return (given: { [name in From | Until]?: string | undefined }, context: z.core.$RefinementCtx<unknown>): void => {
    const [begin, end] = [given[from], given[until]]
    if (begin === undefined || end === undefined) return
    const spanMs = Date.parse(end) - Date.parse(begin)
    if (spanMs > 0) return
    const remedy = spanMs < 0 ? 'swap the two, or leave one out' : 'give a later one, or leave one out'
    const message = `must be later than ${from}, which is ${spanMs < 0 ? begin : 'the same time'}: ${remedy}`
    context.addIssue({ code: 'custom', path: [until], message })
  }
}
