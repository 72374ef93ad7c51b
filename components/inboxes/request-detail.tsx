import { SimpleGrid, Stack, Text } from '@mantine/core'
import Link from 'next/link'
import type { InboxRequest, SentSide } from '../../server/contract/inbox.ts'
import { pingType } from '../../server/contract/ping-type.ts'
import { BodyView } from '../body/body-view.tsx'
import { HeadersTable } from '../body/headers-table.tsx'
import { shortened } from '../ids/id-text.tsx'
import { Facts } from '../page/facts.tsx'
import { Section } from '../page/section.tsx'
import cells from '../table/cells.module.css'

/** One request: what arrived on one side, what we sent on the other. */
export function RequestDetail({ request }: { request: InboxRequest }) {
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
      <Stack gap="lg">
        <Section title="What arrived" description={`From ${request.ip ?? 'somewhere'}`}>
          <BodyView body={request.body} label="Received body" />
        </Section>
        <Section title="Received headers">
          <HeadersTable headers={grouped(request.headers)} label="Received headers" />
        </Section>
      </Stack>
      <Stack gap="lg">
        <Section title="Signature">
          <Text size="sm">
            {request.signature?.message ?? 'No subscription sends here, so there is no secret to verify with.'}
          </Text>
        </Section>
        <Section title="What we sent">
          {request.sent ? (
            <Sent sent={request.sent} />
          ) : (
            <Text size="sm">
              {isPing(request) ? aboutPings : 'This request is none of ours, or its delivery is gone.'}
            </Text>
          )}
        </Section>
      </Stack>
    </SimpleGrid>
  )
}

const aboutPings = 'A check of the receiver. It is no delivery, so nothing more is kept of it.'

const isPing = ({ headers }: InboxRequest) =>
  headers.some(([name, value]) => name.toLowerCase() === 'x-pt-event-type' && value === pingType)

function Sent({ sent }: { sent: SentSide }) {
  return (
    <Stack gap="md">
      <Facts
        facts={[
          [
            'Delivery',
            <Link key="delivery" href={`/deliveries/${sent.delivery}`} className={`${cells.link} ${cells.mono}`}>
              {shortened(sent.delivery)}
            </Link>,
          ],
          ['Attempt', sent.attempt],
          ['We saw', sent.code ?? sent.error ?? 'not recorded yet'],
          ['Took', sent.duration_ms === null ? '—' : `${Math.round(sent.duration_ms)} ms`],
          ['Body', bytesWords(sent)],
        ]}
      />
      {sent.header_differences.length === 0 ? (
        <Text size="sm">Every header arrived as it was sent.</Text>
      ) : (
        sent.header_differences.map((each) => (
          <Text key={each.name} size="sm" className={cells.mono}>
            {each.name}: sent {each.sent ?? 'nothing'}, received {each.received ?? 'nothing'}
          </Text>
        ))
      )}
    </Stack>
  )
}

function bytesWords({ bytes_equal: equal, differs_at: at }: SentSide): string {
  if (equal === null) return 'travelled in a batch'
  return equal ? 'arrived byte for byte' : `differs from byte ${at}`
}

function grouped(headers: [string, string][]): Record<string, string[]> {
  const all: Record<string, string[]> = {}
  for (const [name, value] of headers) all[name] = [...(all[name] ?? []), value]
  return all
}
