import { attemptErrors } from '../contract/delivery-words.ts'

export type StatsCounter =
  | 'attempts'
  | 'succeeded'
  | 'auth_rejected'
  | 'delivered'
  | 'delivered_in_day'
  | 'dead'
  | 'revived'
  | 'failed_probes'
  | (typeof attemptErrors)[number]

/** The counting columns of delivery_stats and of its rollups. */
export const statsCounters: readonly StatsCounter[] = [
  'attempts',
  'succeeded',
  'auth_rejected',
  'delivered',
  'delivered_in_day',
  'dead',
  'revived',
  'failed_probes',
  ...attemptErrors,
]
