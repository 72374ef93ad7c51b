import type { Subscription } from '../../server/contract/subscription.ts'

/** When to ask for a subscription again. Whoever resumed one or repaired its receiver waits for its circuit to close. */
export function lookAgainMs({ state }: { state: { data: Subscription | undefined } }): number {
  return state.data?.circuit === 'closed' ? 5_000 : 1_500
}
