'use client'

import { IconSend2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { EmptyState } from '../states/empty-state.tsx'
import { DataList } from '../table/data-list.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { askToLeave } from '../unsaved/unsaved-changes.ts'
import { columnsOfSubscription } from './delivery-columns.tsx'

/** The last deliveries of one subscription, at most `limit`, kept fresh. */
export function RecentDeliveries({ subscription, limit = 10 }: { subscription: string; limit?: number }) {
  const trpc = useTRPC()
  const router = useRouter()
  const list = useQuery(trpc.deliveries.list.queryOptions({ subscription, limit }, { refetchInterval: 3_000 }))
  return (
    <DataList
      label="Recent deliveries"
      columns={columnsOfSubscription}
      rows={list.data?.data}
      error={list.error}
      retry={() => void list.refetch()}
      onOpen={({ id }) => askToLeave(() => router.push(`/deliveries/${id}`))}
      empty={
        <EmptyState icon={IconSend2} title="No deliveries yet">
          Send a test event, or publish one that matches. It appears here at once.
        </EmptyState>
      }
    />
  )
}
