'use client'

import { UnstyledButton } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconClock, IconStethoscope } from '@tabler/icons-react'
import type { Attempt, Delivery } from '../../server/contract/delivery.ts'
import { DueTime, RelativeTime } from '../time/relative-time.tsx'
import { duration } from '../time/time-text.ts'
import classes from './attempt-timeline.module.css'
import { OutcomeText } from './outcome-text.tsx'

/** Every attempt, newest first, with the next one on top while there is one. */
export function AttemptTimeline(props: {
  delivery: Delivery
  /** Nothing is sent to the subscription at the moment. */
  held: boolean
  shownId: string | undefined
  onShow: (attempt: Attempt) => void
}) {
  const { delivery, held, shownId, onShow } = props
  return (
    <ol className={classes.timeline} aria-label="Attempts">
      {delivery.next_attempt_at && (
        <li className={classes.next}>
          <IconClock size={16} aria-hidden />
          <span>
            {held ? (
              'The next attempt waits'
            ) : (
              <>
                Next attempt <DueTime at={delivery.next_attempt_at} />
              </>
            )}
          </span>
        </li>
      )}
      {delivery.attempts.toReversed().map((attempt, index, newestFirst) => (
        <li key={attempt.id}>
          <UnstyledButton
            className={classes.attempt}
            aria-current={attempt.id === shownId || undefined}
            onClick={() => onShow(attempt)}
          >
            <AttemptIcon attempt={attempt} />
            <span className={classes.name}>{attemptName(attempt, delivery.runs)}</span>
            <OutcomeText code={attempt.code} error={attempt.error} />
            <span className={classes.meta}>
              <span>
                <RelativeTime at={attempt.started_at} />
                {laterText(attempt, newestFirst[index + 1])}
              </span>
              <span>{duration(attempt.duration_ms)}</span>
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ol>
  )
}

/** How long after the one before it: what was waited is what the schedule says. */
function laterText(attempt: Attempt, before: Attempt | undefined): string {
  if (!before) return ''
  return ` · ${duration(Date.parse(attempt.started_at) - Date.parse(before.started_at))} later`
}

function AttemptIcon({ attempt }: { attempt: Attempt }) {
  if (attempt.error === null) return <IconCircleCheck size={16} color="var(--good-ink)" aria-label="Succeeded" />
  if (attempt.probe) return <IconStethoscope size={16} color="var(--warn-ink)" aria-label="Probe failed" />
  return <IconCircleX size={16} color="var(--bad-ink)" aria-label="Failed" />
}

export function attemptName(attempt: Attempt, runs: number): string {
  if (attempt.probe) return 'Probe'
  if (runs === 1) return `Attempt ${attempt.attempt}`
  return attempt.run === 1 ? `Attempt ${attempt.attempt}` : `Redelivery ${attempt.run - 1}, attempt ${attempt.attempt}`
}
