'use client'

import { UnstyledButton } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconClock, IconStethoscope } from '@tabler/icons-react'
import { useState } from 'react'
import type { Attempt, Delivery } from '../../server/contract/delivery.ts'
import { count } from '../overview/figures.ts'
import { Elapsed } from '../time/elapsed.tsx'
import { DueTime, RelativeTime } from '../time/relative-time.tsx'
import { duration } from '../time/time-text.ts'
import classes from './attempt-timeline.module.css'
import { groupProbes } from './group-probes.ts'
import { OutcomeText } from './outcome-text.tsx'

/** Every attempt, newest first, with the next one on top while there is one; many probes in a row are one row. */
export function AttemptTimeline(props: {
  delivery: Delivery
  /** Nothing is sent to the subscription at the moment. */
  held: boolean
  shownId: string | undefined
  onShow: (attempt: Attempt) => void
}) {
  const { delivery, held, shownId, onShow } = props
  // By their oldest probe: newer ones join.
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const leftOut = delivery.attempts_left_out
  const newestFirst = delivery.attempts.toReversed()
  const before = new Map(newestFirst.map((attempt, index) => [attempt.id, newestFirst[index + 1]]))
  const row = (attempt: Attempt) => (
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
            {laterText(attempt, before.get(attempt.id), delivery.runs)}
          </span>
          <span className={classes.took}>{duration(attempt.duration_ms)}</span>
        </span>
      </UnstyledButton>
    </li>
  )
  return (
    <ol className={classes.timeline} aria-label="Attempts">
      {(delivery.sending_since ?? delivery.next_attempt_at) && (
        <li className={classes.next}>
          <IconClock size={16} aria-hidden />
          <span>
            <WhatIsNext delivery={delivery} held={held} />
          </span>
        </li>
      )}
      {groupProbes(newestFirst, shownId).flatMap((each) => {
        if ('attempt' in each) return row(each.attempt)
        const key = each.probes.at(-1)?.id ?? ''
        if (opened.has(key)) return each.probes.map(row)
        return (
          <ProbesRow
            key={key}
            probes={each.probes}
            mayBeMore={leftOut > 0 && key === newestFirst.at(-1)?.id}
            onOpen={() => setOpened(new Set([...opened, key]))}
          />
        )
      })}
      {leftOut > 0 && (
        <li className={classes.leftOut}>
          The newest {newestFirst.length} of {count(newestFirst.length + leftOut)} are listed.
        </li>
      )}
    </ol>
  )
}

function WhatIsNext({ delivery, held }: { delivery: Delivery; held: boolean }) {
  const { sending_since: since, next_attempt_at: next } = delivery
  if (since) {
    return (
      <>
        A request is under way for <Elapsed since={since} />, without an answer yet
      </>
    )
  }
  if (held || !next) return 'The next attempt waits for what holds it'
  return (
    <>
      Next attempt <DueTime at={next} />
    </>
  )
}

/** Probes of a while, newest first, told together. `mayBeMore`: what was before the oldest of them is not known here. */
function ProbesRow(props: { probes: Attempt[]; mayBeMore: boolean; onOpen: () => void }) {
  const { probes, mayBeMore, onOpen } = props
  const [newest, oldest] = [probes[0], probes.at(-1)]
  const isAlike = new Set(probes.map(({ code, error }) => `${code} ${error}`)).size === 1
  return (
    <li>
      <UnstyledButton className={classes.attempt} aria-expanded={false} title="Show them all" onClick={onOpen}>
        <IconStethoscope size={16} color="var(--warn-ink)" aria-hidden />
        <span className={classes.name}>
          {count(probes.length)} {mayBeMore ? 'or more probes' : 'probes'}
        </span>
        {isAlike && newest ? <OutcomeText code={newest.code} error={newest.error} /> : <span>failed</span>}
        <span className={classes.meta}>
          {newest && oldest && (
            <span>
              <RelativeTime at={oldest.started_at} /> to <RelativeTime at={newest.started_at} />
            </span>
          )}
        </span>
      </UnstyledButton>
    </li>
  )
}

/** How long after the one before it: what was waited is what the schedule says. */
function laterText(attempt: Attempt, before: Attempt | undefined, runs: number): string {
  if (!before) return ''
  const waited = duration(Date.parse(attempt.started_at) - Date.parse(before.started_at))
  return ` · ${waited} after ${before.probe ? 'a probe' : inSentence(attemptName(before, runs))}`
}

const inSentence = (name: string) => `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`

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
