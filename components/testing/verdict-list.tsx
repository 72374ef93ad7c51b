import { Button } from '@mantine/core'
import { IconArrowRight, IconClockPause, IconMinus, IconPlugOff } from '@tabler/icons-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import type { Simulation } from '../../server/contract/simulation.ts'
import { count } from '../overview/figures.ts'
import { EmptyState } from '../states/empty-state.tsx'
import { StatusBadge } from '../status/status-badge.tsx'
import { UrlText } from '../subscriptions/url-text.tsx'
import classes from './testing.module.css'

type Verdict = Simulation['subscriptions'][number]

const faces = {
  sent: { tone: 'good', icon: IconArrowRight, word: 'Gets it' },
  held: { tone: 'warn', icon: IconClockPause, word: 'Waits' },
  skipped: { tone: 'quiet', icon: IconMinus, word: 'Skipped' },
} as const

/** Those that get the event come first; a list of a hundred that do not would hide what comes below it. */
const shownFirst = 8

/** So many more are not worth a button. */
const fewMore = 2

/** Every subscription, those that would get the event first, and why the others would not. */
export function VerdictList(props: {
  simulation: Simulation
  /** Id of the subscription that the page is about. */
  own?: string | undefined
  action?: (verdict: Verdict) => ReactNode
}) {
  const { subscriptions, truncated } = props.simulation
  const [isWhole, setWhole] = useState(false)
  const isCut = !isWhole && subscriptions.length > shownFirst + fewMore
  if (subscriptions.length === 0) {
    return (
      <EmptyState icon={IconPlugOff} title="No subscription yet">
        Nobody would get this event.
      </EmptyState>
    )
  }
  return (
    <>
      <ul className={classes.verdicts} aria-label="Who would get it">
        {(isCut ? subscriptions.slice(0, shownFirst) : subscriptions).map((verdict) => {
          const { tone, icon, word } = faces[verdict.outcome]
          return (
            <li key={verdict.subscription} className={classes.verdict} data-outcome={verdict.outcome}>
              <StatusBadge tone={tone} icon={icon}>
                {word}
              </StatusBadge>
              <div className={classes.verdictText}>
                <Link href={`/subscriptions/${verdict.subscription}`} className={classes.verdictUrl}>
                  <UrlText url={verdict.url} />
                  {verdict.subscription === props.own && <span className={classes.own}> · this one</span>}
                </Link>
                <span className={classes.reason}>{verdict.message}</span>
              </div>
              {props.action?.(verdict)}
            </li>
          )
        })}
      </ul>
      {isCut && (
        <Button variant="default" mt="xs" onClick={() => setWhole(true)}>
          Show all {count(subscriptions.length)}
        </Button>
      )}
      {truncated && !isCut && <p className={classes.verdictLine}>There are more; these are the first 200.</p>}
    </>
  )
}
