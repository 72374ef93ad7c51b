'use client'

import { Select, Skeleton } from '@mantine/core'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { Attempt, Delivery } from '../../server/contract/delivery.ts'
import { AttemptDetail } from './attempt-detail.tsx'
import { attemptName } from './attempt-timeline.tsx'
import classes from './attempt-view.module.css'

/** Few compare: the comparison is loaded when somebody does. */
const AttemptDiff = dynamic(async () => (await import('./attempt-diff.tsx')).AttemptDiff, {
  ssr: false,
  loading: () => <Skeleton height={320} radius={8} />,
})

/** An attempt, or the difference between another one and it. */
export function AttemptView({ delivery, attempt }: { delivery: Delivery; attempt: Attempt }) {
  const [otherId, setOtherId] = useState<string | null>(null)
  const others = delivery.attempts.filter(({ id }) => id !== attempt.id).toReversed()
  const other = others.find(({ id }) => id === otherId)
  const nameOf = (one: Attempt) => attemptName(one, delivery.runs)
  return (
    <div className={classes.view}>
      {others.length > 0 && (
        <Select
          size="xs"
          className={classes.compare}
          clearable
          label="Compare with"
          placeholder="another attempt"
          data={others.map((one) => ({ value: one.id, label: nameOf(one) }))}
          value={other?.id ?? null}
          onChange={setOtherId}
        />
      )}
      {other ? (
        <AttemptDiff before={other} after={attempt} names={[nameOf(other), nameOf(attempt)]} />
      ) : (
        <AttemptDetail key={attempt.id} attempt={attempt} delivery={delivery} />
      )}
    </div>
  )
}
