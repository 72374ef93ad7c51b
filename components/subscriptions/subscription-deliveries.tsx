'use client'

import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { RecentDeliveries } from '../deliveries/recent-deliveries.tsx'
import { Section } from '../page/section.tsx'

/** Its newest deliveries; filters and paging are on the page of all deliveries. */
export function SubscriptionDeliveries({ id }: { id: string }) {
  return (
    <Section
      title="Newest deliveries"
      description="The newest 50, kept fresh."
      actions={
        <Anchor component={Link} href={`/deliveries?subscription=${id}`} size="sm">
          Filter and look further back
        </Anchor>
      }
    >
      <RecentDeliveries subscription={id} limit={50} />
    </Section>
  )
}
