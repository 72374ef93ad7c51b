'use client'

import { Paper, Skeleton } from '@mantine/core'
import { IconBuilding } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Tenant } from '../../server/contract/tenant.ts'
import { IdText } from '../ids/id-text.tsx'
import { count } from '../overview/figures.ts'
import { Facts } from '../page/facts.tsx'
import { Section } from '../page/section.tsx'
import { useOwnTenant } from '../session/use-own-tenant.ts'
import { useMay, useViewer } from '../session/viewer.tsx'
import { EmptyState } from '../states/empty-state.tsx'
import { ProblemState } from '../states/problem-state.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { TenantForm } from './tenant-form.tsx'

/** The tenant one is bound to, to be read; for operators the chosen one, to be changed. */
export function TenantSettings() {
  const viewer = useViewer()
  const mayChange = useMay('tenants:admin')
  const { tenant } = useOwnTenant()
  if (viewer.tenant) return <BoundTenant />
  if (!mayChange) return null
  if (tenant) return <ChosenTenant id={tenant} />
  return (
    <Section title="Tenant">
      <EmptyState icon={IconBuilding} title="No tenant chosen">
        Choose one at the top of the navigation to see and change its settings.
      </EmptyState>
    </Section>
  )
}

function BoundTenant() {
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(trpc.me.tenant.queryOptions())
  return (
    <Section title="Tenant" description="Whoever runs this Postrider can change these.">
      {error ? (
        <ProblemState error={error} retry={() => void refetch()} />
      ) : data ? (
        <Facts
          facts={[
            ['Name', data.name],
            ['ID', <IdText key="id" id={data.id} what="tenant id" />],
            ...limitsOf(data),
            ['May show the portal in a frame', listed(data.frame_ancestors, 'nobody')],
          ]}
        />
      ) : (
        <Skeleton height={120} />
      )}
    </Section>
  )
}

function ChosenTenant({ id }: { id: string }) {
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(trpc.tenants.get.queryOptions({ id }))
  return (
    <Section
      title={data ? `Tenant ${data.name}` : 'Tenant'}
      description="Its name and limits, and how its embedded portal looks and where it may be shown."
    >
      {error ? (
        <ProblemState error={error} retry={() => void refetch()} />
      ) : data ? (
        <>
          <Facts facts={[['ID', <IdText key="id" id={data.id} what="tenant id" />]]} />
          <Paper p={{ base: 'md', sm: 'lg' }} maw={760}>
            <TenantForm key={data.id} tenant={data} />
          </Paper>
        </>
      ) : (
        <Skeleton height={320} />
      )}
    </Section>
  )
}

function limitsOf(tenant: Tenant): [string, string][] {
  const rate = tenant.publish_rate_per_second
  return [
    ['Publish limit', rate === null ? 'none' : `${count(rate)} events per second`],
    ['Delivers only to', listed(tenant.ip_allow, 'any address the operator allows')],
    ['Never delivers to', listed(tenant.ip_deny, '—')],
  ]
}

function listed(values: string[], none: string): string {
  return values.length === 0 ? none : values.join(', ')
}
