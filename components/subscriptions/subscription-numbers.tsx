'use client'

import type { Subscription } from '../../server/contract/subscription.ts'
import { FiguresOverTime } from '../overview/figures-over-time.tsx'
import { RangeControl } from '../overview/range-control.tsx'
import { useOverviewRange } from '../overview/use-overview-range.ts'
import { Section } from '../page/section.tsx'

/** How one subscription does over time. */
export function SubscriptionNumbers(props: { subscription: Subscription; renderedAt: number }) {
  const { id, timeout_ms } = props.subscription
  const { span, control, compare, onZoom } = useOverviewRange(props.renderedAt)
  return (
    <Section title="Over time" actions={<RangeControl {...control} />}>
      <FiguresOverTime
        of={{ subscription: id }}
        span={span}
        range={control.range}
        compare={compare}
        timeoutMs={timeout_ms}
        onZoom={onZoom}
      />
    </Section>
  )
}
