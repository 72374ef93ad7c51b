import { Anchor, Text } from '@mantine/core'
import { IconBan, IconClockPause, IconPlayerPause, IconPlugConnectedX } from '@tabler/icons-react'
import Link from 'next/link'
import type { ComponentType, ReactNode } from 'react'
import type { Subscription } from '../../server/contract/subscription.ts'
import { outcomeText } from '../deliveries/outcome.ts'
import { useMay } from '../session/viewer.tsx'
import { Countdown } from '../time/countdown.tsx'
import { useIsAhead } from '../time/now.ts'
import { RelativeTime } from '../time/relative-time.tsx'
import classes from './circuit-notice.module.css'

/**
 * Why nothing, or little, is sent at the moment, and what ends that: only to those who may resume. Nothing while all is well.
 * `linked`: shown elsewhere than beside the buttons of the subscription, which end it.
 */
export function CircuitNotice({ subscription, linked = false }: { subscription: Subscription; linked?: boolean }) {
  const { status, status_reason, circuit, next_probe_at, circuit_opened_at, held_until, last_failure } = subscription
  const mayResume = useMay('subscriptions:write')
  const isHeldBack = useIsAhead(held_until)
  const resume = linked ? (
    <Anchor component={Link} href={`/subscriptions/${subscription.id}`} size="sm" underline="always" c="inherit">
      Resume the subscription
    </Anchor>
  ) : (
    'Resume it'
  )
  if (status === 'disabled')
    return (
      <Notice tone="bad" icon={IconBan} title="Disabled: new events are not sent here">
        {status_reason} What waited before is kept.{' '}
        {mayResume && <>{resume} to go on; a replay then brings what it missed.</>}
      </Notice>
    )
  if (status === 'paused')
    return (
      <Notice tone="quiet" icon={IconPlayerPause} title="Paused: deliveries wait">
        {status_reason} New events are matched and wait as well.{' '}
        {mayResume && <>{resume} to send them, oldest first.</>}
      </Notice>
    )
  if (circuit !== 'closed')
    return (
      <Notice tone="bad" icon={IconPlugConnectedX} title="Circuit open: the receiver kept failing">
        Opened <RelativeTime at={circuit_opened_at} />. Deliveries wait and use up no attempts. The next probe is{' '}
        {next_probe_at ? <Countdown to={next_probe_at} /> : 'due'}: once it succeeds, everything is sent.{' '}
        {last_failure && (
          <>
            The receiver was tried <RelativeTime at={last_failure.attempted_at} />:{' '}
            <Anchor
              component={Link}
              inherit
              underline="always"
              c="inherit"
              href={`/deliveries/${last_failure.delivery}`}
            >
              {outcomeText(last_failure)}
            </Anchor>
            .{' '}
          </>
        )}
        {mayResume && <>{resume} to try at once.</>}
      </Notice>
    )
  if (isHeldBack)
    return (
      <Notice tone="warn" icon={IconClockPause} title="Held back: the receiver asked us to wait">
        It answered with Retry-After. Sending goes on <RelativeTime at={held_until} />.
      </Notice>
    )
  return null
}

function Notice(props: { tone: string; icon: ComponentType<{ size?: number }>; title: string; children: ReactNode }) {
  const Icon = props.icon
  return (
    <div className={classes.notice} data-tone={props.tone} role="status">
      <Icon size={18} />
      <div>
        <Text size="sm" fw={550}>
          {props.title}
        </Text>
        <Text size="sm" component="div" c="var(--ink-soft)">
          {props.children}
        </Text>
      </div>
    </div>
  )
}
