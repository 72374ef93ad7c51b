'use client'

import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { IdText } from '../ids/id-text.tsx'
import { Page } from '../page/page.tsx'
import { PageSkeleton } from '../page/page-skeleton.tsx'
import { ProblemState } from '../states/problem-state.tsx'
import { DeliveryStatus } from '../status/delivery-status.tsx'
import { DeliveryActions } from './delivery-actions.tsx'
import { DeliveryBody } from './delivery-body.tsx'
import { TestMark } from './test-mark.tsx'
import { useDelivery } from './use-delivery.ts'

export function DeliveryPage({ id }: { id: string }) {
  const { data, error, refetch } = useDelivery(id)
  if (error && !data) return <ProblemState error={error} retry={() => void refetch()} backTo="/deliveries" />
  if (!data) return <PageSkeleton />
  return (
    <Page
      title={
        <span style={{ fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '1.15rem' }}>{data.type}</span>
      }
      breadcrumb={
        <Anchor component={Link} href="/deliveries" size="sm">
          Deliveries
        </Anchor>
      }
      description={
        <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: 10, alignItems: 'center' }}>
          <DeliveryStatus of={data} />
          {data.test_event && <TestMark />}
          <IdText id={data.id} what="delivery id" />
        </span>
      }
      actions={<DeliveryActions delivery={data} />}
    >
      <DeliveryBody delivery={data} />
    </Page>
  )
}
