'use client'

import { Anchor, Button, Code, SimpleGrid, Stack, Tabs, Text } from '@mantine/core'
import { IconFlask } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import { CodeBlock } from '../code/code-block.tsx'
import { Facts } from '../page/facts.tsx'
import { Page } from '../page/page.tsx'
import { PageSkeleton } from '../page/page-skeleton.tsx'
import { Section } from '../page/section.tsx'
import { ProblemState } from '../states/problem-state.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'
import { DeleteEventType } from './delete-event-type.tsx'
import { EventTypeButton } from './event-type-button.tsx'
import { eventTypePath } from './event-type-path.ts'
import { SchemaTree } from './schema-tree.tsx'
import { typescriptType } from './typescript-type.ts'
import { ValidationBadge } from './validation-badge.tsx'
import { VersionComparison } from './version-comparison.tsx'

/** One version of one kind of event. `id`: its id, or `name@version`. */
export function EventTypePage({ id }: { id: string }) {
  const trpc = useTRPC()
  const [compare, setCompare] = useQueryState('compare', parseAsString)
  const { data, error, refetch } = useQuery(trpc.eventTypes.get.queryOptions({ id }))
  const versions = useQuery({
    ...trpc.eventTypes.list.queryOptions({ name: data?.name ?? '', limit: 100 }),
    enabled: data !== undefined,
  })
  if (error && !data) return <ProblemState error={error} retry={() => void refetch()} backTo="/event-types" />
  if (!data) return <PageSkeleton />
  const compared = versions.data?.data.find(({ version }) => version === compare && version !== data.version)
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
      actions={
        <>
          <EventTypeButton purpose="edit" of={data} />
          <EventTypeButton
            purpose="version"
            of={data}
            versions={versions.data?.data.map(({ version }) => version) ?? [data.version]}
          />
          <DeleteEventType type={data} />
        </>
      }
    >
      <Stack gap="xl">
        <Facts
          facts={[
            ['Version', data.version],
            ['Group', data.group || '—'],
            ['Validation', <ValidationBadge key="validation" validation={data.validation} />],
            [
              'Events',
              <Anchor key="events" component={Link} size="sm" href={`/events?type=${encodeURIComponent(data.name)}`}>
                All of this type{others.length > 0 && ', every version'}
              </Anchor>,
            ],
            ['Changed', <RelativeTime key="changed" at={data.updated_at} />],
            ...(others.length > 0
              ? [
                  [
                    'Other versions',
                    others.map(({ id: otherId, name, version }) => (
                      <span key={otherId} style={{ display: 'inline-flex', gap: 8, marginRight: 14 }}>
                        <Anchor component={Link} size="sm" href={eventTypePath({ name, version })}>
                          {version}
                        </Anchor>
                        <Anchor component="button" type="button" size="sm" onClick={() => void setCompare(version)}>
                          compare
                        </Anchor>
                      </span>
                    )),
                  ] as [string, React.ReactNode],
                ]
              : []),
          ]}
        />
        {compared && (
          <Section
            title={`Against version ${compared.version}`}
            description="What a receiver has to cope with, field by field."
            actions={
              <Button variant="default" onClick={() => void setCompare(null)}>
                Close
              </Button>
            }
          >
            <VersionComparison before={compared} after={data} />
          </Section>
        )}
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
          <Section
            title="Fields"
            description={
              <>
                What <Code>data</Code> holds, read from its JSON Schema (2020-12).
              </>
            }
          >
            {data.schema === null ? <None /> : <SchemaTree schema={data.schema} />}
          </Section>
          <Section
            title="For receivers"
            description={
              <>
                <Code>data</Code> of the event.{' '}
                <Anchor component={Link} href="/docs#what-arrives" inherit underline="always">
                  Docs
                </Anchor>{' '}
                show what is around it.
              </>
            }
            actions={
              <Button
                component={Link}
                variant="default"
                leftSection={<IconFlask size={14} />}
                href={`/test-events?type=${encodeURIComponent(`${data.name}@${data.version}`)}`}
              >
                Write a test event
              </Button>
            }
          >
            <Tabs defaultValue="example" keepMounted={false}>
              <Tabs.List mb="sm">
                <Tabs.Tab value="example">Example</Tabs.Tab>
                <Tabs.Tab value="typescript">TypeScript</Tabs.Tab>
                <Tabs.Tab value="schema">JSON Schema</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="example">
                <JsonBlock value={data.example} label="Example as JSON" />
              </Tabs.Panel>
              <Tabs.Panel value="typescript">
                <CodeBlock
                  text={typescriptType(data.name, data.schema)}
                  label="TypeScript type"
                  lines={30}
                  language="typescript"
                />
              </Tabs.Panel>
              <Tabs.Panel value="schema">
                <JsonBlock value={data.schema} label="Schema as JSON" />
              </Tabs.Panel>
            </Tabs>
          </Section>
        </SimpleGrid>
      </Stack>
    </Page>
  )
}

function JsonBlock({ value, label }: { value: unknown; label: string }) {
  if (value === null) return <None />
  return <CodeBlock text={JSON.stringify(value, null, 2)} label={label} lines={30} language="json" />
}

function None() {
  return (
    <Text size="sm" c="dimmed">
      There is none.
    </Text>
  )
}
