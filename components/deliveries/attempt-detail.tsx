'use client'

import { Text } from '@mantine/core'
import type { Attempt, Delivery } from '../../server/contract/delivery.ts'
import { BodyView } from '../body/body-view.tsx'
import { HeadersTable } from '../body/headers-table.tsx'
import { IdText } from '../ids/id-text.tsx'
import { Facts } from '../page/facts.tsx'
import { DebugSignatureLink } from '../signature-debugger/debug-signature-link.tsx'
import { ExactTimeText } from '../time/exact-time-text.tsx'
import classes from './attempt-detail.module.css'
import { DiagnosisNotice } from './diagnosis-notice.tsx'
import { Waterfall } from './waterfall.tsx'

/** One HTTP request, whole: how it went, what was sent, what came back. */
export function AttemptDetail({ attempt, delivery }: { attempt: Attempt; delivery: Delivery }) {
  const { request, response } = attempt
  return (
    <div className={classes.detail}>
      <DiagnosisNotice attempt={attempt} delivery={delivery} />
      <Waterfall attempt={attempt} />
      <Facts
        facts={[
          ['Started', <ExactTimeText key="started" at={attempt.started_at} />],
          ['Address', attempt.remote_address ?? '—'],
          ['Attempt', <IdText key="id" id={attempt.id} what="attempt id" />],
          ...(attempt.batch
            ? [
                [
                  'Batch',
                  <IdText key="batch" id={attempt.batch} what="batch id" href={`/deliveries?batch=${attempt.batch}`} />,
                ] as [string, React.ReactNode],
              ]
            : []),
        ]}
      />
      <section className={classes.part} aria-label="Response">
        <h2 className={classes.title}>
          Response {attempt.code !== null && <span className={classes.code}>{attempt.code}</span>}
        </h2>
        {response.headers === null && response.body === null ? (
          <Text size="sm" c="dimmed">
            There was none.
          </Text>
        ) : (
          <>
            {response.headers && <HeadersTable headers={response.headers} label="Response headers" />}
            {response.body && <BodyView body={response.body} label="Response body" />}
          </>
        )}
      </section>
      <section className={classes.part} aria-label="Request">
        <h2 className={classes.title}>
          Request <span className={classes.code}>POST</span>
        </h2>
        <Text size="sm" ff="monospace" fz={12.5} style={{ overflowWrap: 'anywhere' }}>
          {attempt.url}
        </Text>
        {request.headers && <HeadersTable headers={request.headers} label="Request headers" />}
        <DebugSignatureLink attempt={attempt} />
        {request.body ? (
          <BodyView body={request.body} label="Request body" />
        ) : (
          <Text size="sm" c="dimmed">
            {attempt.batch
              ? 'It travelled in a batch, whose body is put together from its events when it is sent and not kept. The batch leads to all of them.'
              : 'The body is not kept any more.'}
          </Text>
        )}
      </section>
    </div>
  )
}
