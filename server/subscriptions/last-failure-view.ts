import type { AttemptError } from '../contract/delivery.ts'
import { toId } from '../contract/ids.ts'
import type { LastFailure } from '../contract/last-failure.ts'
import type { LastFailureRow } from './last-failure-store.ts'

export function lastFailureView(row: LastFailureRow | null): LastFailure | null {
  return (
    row && {
      delivery: toId('delivery', row.delivery),
      attempted_at: new Date(row.attemptedAt).toISOString(),
      code: row.code,
      error: row.error as AttemptError,
    }
  )
}
