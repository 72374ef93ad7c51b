import Link from 'next/link'
import { CodeBlock } from '../code/code-block.tsx'
import { Page } from '../page/page.tsx'
import { Section } from '../page/section.tsx'
import { VerificationCode } from '../subscriptions/verification-code.tsx'
import { Contents } from './contents.tsx'
import classes from './docs.module.css'
import { Prose } from './prose.tsx'
import { ReferenceButton } from './reference-button.tsx'

const headers: [name: string, meaning: string][] = [
  [
    '`X-PT-Signature`',
    'The time and one MAC for each live secret: `t=<unix seconds>,v1=<hex>`. Verify it before anything else.',
  ],
  ['`X-PT-Event-Id`', 'The event. The same in every attempt: what you have seen before, you may skip.'],
  ['`X-PT-Event-Type`', 'For example `memory.created`.'],
  ['`X-PT-Delivery-Id`', 'This event for this subscription; what the portal shows.'],
  ['`X-PT-Attempt`', '1, then counting up with every retry; a redelivery begins at 1 again.'],
  ['`X-PT-Correlation-Id`', 'What the publisher gave, to follow one thing through many systems.'],
  [
    '`X-PT-Sequence`',
    'Only where a subscription is strictly in order (`fifo`): gapless numbers in the order of acceptance.',
  ],
  [
    '`webhook-id`, `webhook-timestamp`, `webhook-signature`',
    'The same signature as Standard Webhooks has it, for its libraries.',
  ],
  ['`traceparent`', 'Where the publisher sent one: continues its trace (W3C Trace Context).'],
]

const answers: [answer: string, meaning: string][] = [
  ['`2xx`', 'Delivered. Answer first and work later: a slow answer is a timeout in the end.'],
  ['`410`', 'Not wanted any more: the subscription is disabled.'],
  ['`429`, `503` with `Retry-After`', 'All deliveries of the subscription wait for so long.'],
  ['`3xx`', 'A failure: redirects are never followed.'],
  [
    'anything else, or none within the timeout',
    'A failure: retried after 5\u00a0s, 30\u00a0s, 2\u00a0min, 10\u00a0min and 1\u00a0h, unless the subscription says otherwise; then a dead letter.',
  ],
]

const waysToSendAgain: [word: string, meaning: string][] = [
  ['Retry', 'By itself, by the schedule of the subscription, until it arrives or its attempts are used up.'],
  [
    'Redeliver',
    'One delivery, or those you choose, once more: with attempts of their own, beside what is still scheduled.',
  ],
  ['Replay', 'Everything of a window of time: what failed, what was sent, or what a subscription never got.'],
  ['Recover', 'A replay that is filled in for you: what an outage of a receiver left undelivered.'],
  ['Resume', 'Sends nothing twice: a subscription that is paused, disabled or failing goes on with what waits.'],
]

const filter = `{
  "data.plan": "pro",
  "data.amount": { "$gte": 10 },
  "$or": [{ "data.tags": "work" }, { "data.urgent": true }]
}`

const body = `{
  "id": "evt_01jd3z8k7me8n9v5t2qa4w6x1b",
  "type": "memory.created",
  "version": "1",
  "occurred_at": "2026-01-31T12:00:00.000Z",
  "tenant": "customer-42",
  "correlation_id": "evt_01jd3z8k7me8n9v5t2qa4w6x1b",
  "data": { }
}`

const batch = `{
  "batch_id": "bat_01jd3z8k7me8n9v5t2qa4w6x1b",
  "events": [
    { "id": "evt_01jd3z8k7me8n9v5t2qa4w6x1b", "type": "memory.created", "data": { } },
    { "id": "evt_01jd3z8k7nf4c6x0r8s2m5t9vy", "type": "tag.added", "data": { } }
  ]
}`

/** In their order, by the ids below. */
const sections = [
  ['what-arrives', 'What arrives'],
  ['verify', 'Verify in the receiver'],
  ['answer', 'What to answer'],
  ['again', 'Sending again'],
  ['event-types', 'Event types'],
  ['call', 'Call the API'],
] as const

/**
 * What somebody needs who builds a receiver, then the way to the reference. `origin`: of this very installation; `tenant`:
 * id or uid of one that the viewer may see.
 */
export function ReceivingGuide({ origin, tenant }: { origin: string; tenant: string }) {
  return (
    <Page
      title="Docs"
      description="How to receive what Postrider delivers, and how to call its API."
      actions={<ReferenceButton />}
    >
      <div className={classes.guide}>
        <Contents sections={sections} />
        <div className={classes.sections}>
          <div id="what-arrives">
            <Section
              title="What arrives"
              description="A POST with JSON for each event, or for each batch of them. Test events carry test: true as well."
            >
              <CodeBlock text={body} label="A delivered body" language="json" />
              <p className={classes.prose}>
                A subscription that takes several events in one request gets them as a batch, each as above. One
                signature is over the whole body, and <code>X-PT-Batch-Id</code> and <code>X-PT-Batch-Size</code> stand
                in place of the headers of one event. The answer is for all of them.
              </p>
              <CodeBlock text={batch} label="A delivered batch" language="json" />
              <Pairs label="Headers of a delivery" title={['Header', 'Meaning']} pairs={headers} />
            </Section>
          </div>
          <div id="verify">
            <VerificationCode />
          </div>
          <div id="answer">
            <Section
              title="What to answer"
              description="Deliveries come at least once: the same event may arrive twice, so keep the ids you have seen."
            >
              <Pairs label="Answers and what they mean" title={['Answer', 'What follows']} pairs={answers} />
              <p className={classes.prose}>
                A receiver that keeps failing opens the circuit of its subscription: nothing is sent and no attempt is
                used up until a probe succeeds, then everything follows, oldest first. Dead letters can be redelivered,
                and a window of time <Link href="/replays">replayed</Link>.
              </p>
            </Section>
          </div>
          <div id="again">
            <Section title="Sending again" description="Five words, and what each of them does.">
              <Pairs label="Ways to send again" title={['Word', 'What it does']} pairs={waysToSendAgain} />
            </Section>
          </div>
          <div id="event-types">
            <Section title="Event types" description="What exists, with schema and example.">
              <p className={classes.prose}>
                The <Link href="/event-types">catalogue</Link> lists them. Subscribe to one by name, or to many:{' '}
                <code className={classes.code}>memory.*</code>, <code className={classes.code}>*</code>.
              </p>
              <p className={classes.prose}>
                A filter chooses among them by what they say. Every line has to hold; of an array one element is enough.
              </p>
              <CodeBlock text={filter} label="A filter" language="json" />
            </Section>
          </div>
          <div id="call">
            <Section
              title="Call the API"
              description={
                <>
                  With an API key, which you create under{' '}
                  <Link className={classes.inText} href="/keys">
                    API keys
                  </Link>
                  .
                </>
              }
            >
              <CodeBlock text={publishCommand(origin, tenant)} label="Publish an event" language="bash" />
              <CodeBlock text={listCommand(origin)} label="See what became of it" language="bash" />
            </Section>
          </div>
        </div>
      </div>
    </Page>
  )
}

function publishCommand(origin: string, tenant: string): string {
  return `export KEY=pt_...   # your API key

curl -X POST '${origin}/api/v1/webhooks/events' \\
  -H "Authorization: Bearer $KEY" \\
  -H 'Content-Type: application/json' \\
  -H 'Idempotency-Key: order-4711' \\
  -d '{
    "tenant": "${tenant}",
    "type": "tag.added",
    "data": {
      "memory_id": "mem_01jd3z8k7me8n9v5t2qa4w6x1b",
      "tag": "hello",
      "added_by": {"kind": "user", "id": "me"},
      "added_at": "2026-03-04T09:12:44Z"
    }
  }'`
}

function listCommand(origin: string): string {
  return `curl '${origin}/api/v1/webhooks/deliveries?status=failed' \\
  -H "Authorization: Bearer $KEY"`
}

/** What scrolls must be reachable by keyboard (WCAG 2.1.1). */
const reachableByKeyboard = { tabIndex: 0 }

function Pairs({ label, title, pairs }: { label: string; title: [string, string]; pairs: [string, string][] }) {
  return (
    <section className={`${classes.table} ${classes.pairs}`} aria-label={label} {...reachableByKeyboard}>
      <table>
        <thead>
          <tr>
            {title.map((words) => (
              <th key={words} scope="col">
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pairs.map(([name, meaning]) => (
            <tr key={name}>
              <td>
                <Prose text={name} />
              </td>
              <td>
                <Prose text={meaning} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
