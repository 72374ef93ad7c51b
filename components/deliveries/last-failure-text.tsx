import { Anchor } from '@mantine/core'
import Link from 'next/link'
import type { LastFailure } from '../../server/contract/last-failure.ts'
import { RelativeTime } from '../time/relative-time.tsx'
import { outcomeText } from './outcome.ts'

/** What a failing receiver answered last, or why it did not, and the way to it. */
export function LastFailureText({ failure }: { failure: LastFailure }) {
  return (
    <>
      {failure.code === null ? 'Last attempt: ' : 'Last answer: '}
      <Anchor component={Link} inherit underline="always" c="inherit" href={`/deliveries/${failure.delivery}`}>
        {outcomeText(failure)}
      </Anchor>
      , <RelativeTime at={failure.attempted_at} />.
    </>
  )
}
