'use client'

import { Anchor, SimpleGrid, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { CodeBlock } from '../code/code-block.tsx'
import { Facts } from '../page/facts.tsx'
import { Page } from '../page/page.tsx'
import { PageSkeleton } from '../page/page-skeleton.tsx'
import { Section } from '../page/section.tsx'
import { ProblemState } from '../states/problem-state.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { ValidationBadge } from './validation-badge.tsx'

/** One version of one kind of event. `id`: its id, or `name@version`. */
export function EventTypePage({ id }: { id: string }) {
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(trpc.eventTypes.get.queryOptions({ id }))
  const versions = useQuery({
    ...trpc.eventTypes.list.queryOptions({ name: data?.name ?? '', limit: 100 }),
    enabled: data !== undefined,
  })
  if (error && !data) return <ProblemState error={error} retry={() => void refetch()} backTo="/event-types" />
  if (!data) return <PageSkeleton />
  const others = versions.data?.data.filter(({ version }) => version !== data.version) ?? []
  return (
    <Page
      title={
        <span style={{ fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '1.15rem' }}>{data.name}</span>
      }
      breadcrumb={
        <Anchor component={Link} href="/event-types" size="sm">
          Event types
        </Anchor>
      }
      description={data.description}
    >
      <Stack gap="xl">
        <Facts
          facts={[
            ['Version', data.version],
            ['Group', data.group || '—'],
            ['Validation', <ValidationBadge key="validation" validation={data.validation} />],
            ['Changed', <RelativeTime key="changed" at={data.updated_at} />],
            ...(others.length > 0
              ? [
                  [
                    'Other versions',
                    others.map(({ id: otherId, name, version }) => (
                      <Anchor
                        key={otherId}
                        component={Link}
                        size="sm"
                        mr={8}
                        href={`/event-types/${encodeURIComponent(`${name}@${version}`)}`}
                      >
                        {version}
                      </Anchor>
                    )),
                  ] as [string, React.ReactNode],
                ]
              : []),
          ]}
        />
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
          <Section title="Example" description="Test events send it as their data.">
            <JsonBlock value={data.example} label="Example as JSON" />
          </Section>
          <Section title="Schema" description="JSON Schema 2020-12 of the data.">
            <JsonBlock value={data.schema} label="Schema as JSON" />
          </Section>
        </SimpleGrid>
      </Stack>
    </Page>
  )
}

function JsonBlock({ value, label }: { value: unknown; label: string }) {
  if (value === null) {
    return (
      <Text size="sm" c="dimmed">
        There is none.
      </Text>
    )
  }
  return <CodeBlock text={JSON.stringify(value, null, 2)} label={label} maxHeight={640} />
}
