'use client'

import { Anchor, Tabs, VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { type ReactNode, Suspense, useState } from 'react'
import { LatePart } from '../early-input/late-part.tsx'
import { IdText } from '../ids/id-text.tsx'
import { Page } from '../page/page.tsx'
import { PageSkeleton } from '../page/page-skeleton.tsx'
import { useMay, useViewer } from '../session/viewer.tsx'
import { SubscriptionStatus } from '../status/subscription-status.tsx'
import { ScrollingTabList } from '../tabs/scrolling-tab-list.tsx'
import { OtherTenantNotice } from '../tenants/other-tenant-notice.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { useHasUnsaved } from '../unsaved/unsaved-changes.ts'
import { lookAgainMs } from './look-again.ts'
import { SubscriptionActions } from './subscription-actions.tsx'
import classes from './subscription-page.module.css'
import { UrlText } from './url-text.tsx'

const NoSubscription = dynamic(async () => (await import('./no-subscription.tsx')).NoSubscription)

/** Each tab comes when it is opened: most visits see one. */
const RecoveryTab = dynamic(async () => (await import('../recovery/recovery-tab.tsx')).RecoveryTab)
const TestWorkbench = dynamic(async () => (await import('../testing/test-workbench.tsx')).TestWorkbench)
const SubscriptionDeliveries = dynamic(
  async () => (await import('./subscription-deliveries.tsx')).SubscriptionDeliveries,
)
const SubscriptionFacts = dynamic(async () => (await import('./subscription-facts.tsx')).SubscriptionFacts)
const SubscriptionHistory = dynamic(async () => (await import('./subscription-history.tsx')).SubscriptionHistory)
const SubscriptionOverview = dynamic(async () => (await import('./subscription-overview.tsx')).SubscriptionOverview)
const SubscriptionSettings = dynamic(async () => (await import('./subscription-settings.tsx')).SubscriptionSettings)
const SubscriptionSigning = dynamic(async () => (await import('./subscription-signing.tsx')).SubscriptionSigning)

const tabs = ['overview', 'deliveries', 'testing', 'recovery', 'signing', 'settings', 'history'] as const

/** `renderedAt`: on the server, Unix milliseconds. */
export function SubscriptionPage({ id, renderedAt }: { id: string; renderedAt: number }) {
  const trpc = useTRPC()
  const viewer = useViewer()
  const mayAudit = useMay('audit:read')
  const mayWrite = useMay('subscriptions:write')
  const hasUnsaved = useHasUnsaved()
  const [hasSettings, setHasSettings] = useState(false)
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(tabs).withDefault('overview'))
  // What was typed there is kept while other tabs are looked at.
  if (tab === 'settings' && !hasSettings) setHasSettings(true)
  // The circuit moves by itself; somebody who looks at it wants to see that.
  const { data, error, refetch } = useQuery(
    trpc.subscriptions.get.queryOptions({ id }, { refetchInterval: lookAgainMs }),
  )
  if (error && !data) return <NoSubscription id={id} error={error} retry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  return (
    <Page
      title={<UrlText url={data.url} wraps />}
      breadcrumb={
        <Anchor component={Link} href="/subscriptions" size="sm">
          Subscriptions
        </Anchor>
      }
      description={
        <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: 10, alignItems: 'center' }}>
          <SubscriptionStatus subscription={data} />
          {data.description}
          <IdText id={data.id} what="subscription id" />
        </span>
      }
      actions={<SubscriptionActions subscription={data} />}
    >
      <OtherTenantNotice of={data.tenant} />
      <Tabs
        value={tab}
        onChange={(value) => void setTab(value as (typeof tabs)[number])}
        keepMounted={false}
        // An activity that is not seen would take back that it has changes to lose.
        keepMountedMode="display-none"
      >
        <ScrollingTabList tab={tab}>
          <Tabs.Tab value="overview">Overview</Tabs.Tab>
          <Tabs.Tab value="deliveries">Deliveries</Tabs.Tab>
          <Tabs.Tab value="testing">Testing</Tabs.Tab>
          <Tabs.Tab value="recovery">Recovery</Tabs.Tab>
          <Tabs.Tab value="signing">Signing</Tabs.Tab>
          <Tabs.Tab value="settings" rightSection={hasUnsaved && <span className={classes.unsaved} />}>
            Settings
            {hasUnsaved && <VisuallyHidden> with unsaved changes</VisuallyHidden>}
          </Tabs.Tab>
          {(mayAudit || tab === 'history') && <Tabs.Tab value="history">History</Tabs.Tab>}
        </ScrollingTabList>
        <TabPanel value="overview">
          <SubscriptionOverview subscription={data} renderedAt={renderedAt} />
        </TabPanel>
        <TabPanel value="deliveries">
          <SubscriptionDeliveries id={id} />
        </TabPanel>
        <TabPanel value="testing">
          <TestWorkbench subscription={data} {...(viewer.tenant ? {} : { tenant: data.tenant })} />
        </TabPanel>
        <TabPanel value="recovery">
          <RecoveryTab id={id} />
        </TabPanel>
        <TabPanel value="signing">
          <SubscriptionSigning subscription={data} />
        </TabPanel>
        <TabPanel value="settings" keepMounted={hasSettings}>
          {mayWrite ? <SubscriptionSettings subscription={data} /> : <SubscriptionFacts subscription={data} />}
        </TabPanel>
        <TabPanel value="history">
          <SubscriptionHistory subscription={data} />
        </TabPanel>
      </Tabs>
    </Page>
  )
}

/**
 * With a boundary of its own: while the script of a tab loads, the rest of the page would wait with it and then be made anew. The
 * panel stands outside of it, since its tab names it.
 */
function TabPanel(props: { value: (typeof tabs)[number]; keepMounted?: boolean; children: ReactNode }) {
  const { value, keepMounted = false, children } = props
  return (
    <Tabs.Panel value={value} keepMounted={keepMounted}>
      <Suspense fallback={<PageSkeleton />}>
        <LatePart>{children}</LatePart>
      </Suspense>
    </Tabs.Panel>
  )
}
