'use client'

import { Code, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { count } from '../overview/figures.ts'
import { Facts } from '../page/facts.tsx'
import { Section } from '../page/section.tsx'
import { ProblemState } from '../states/problem-state.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/** What this Postrider is and how it was started, to be read. */
export function InstallationSettings() {
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(trpc.me.installation.queryOptions())
  return (
    <Section
      title="Installation"
      description="As the web process was started; workers that are started apart may differ. Environment variables set it."
    >
      {error && !data ? (
        <ProblemState error={error} retry={() => void refetch()} />
      ) : data ? (
        <Facts
          facts={[
            ['Version', `Postrider ${data.version}`],
            ['Events and deliveries kept', <Days key="days" of={data.retain_days} by="RETAIN_DAYS" />],
            ['Attempts kept', <Days key="attempts" of={data.retain_attempts_days} by="RETAIN_ATTEMPTS_DAYS" />],
            ['Figures kept', <Days key="figures" of={data.retain_stats_days} by="RETAIN_STATS_DAYS" />],
            [
              'Alerts are sent to',
              <span key="alerts">
                {data.alert_host ?? 'nowhere: they are shown here only'} <Code>ALERT_URL</Code>
              </span>,
            ],
          ]}
        />
      ) : (
        <Skeleton height={150} />
      )}
    </Section>
  )
}

function Days({ of, by }: { of: number; by: string }) {
  return (
    <span>
      {count(of)} {of === 1 ? 'day' : 'days'} <Code>{by}</Code>
    </span>
  )
}
