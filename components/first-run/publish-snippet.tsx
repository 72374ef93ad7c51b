'use client'

import { matchesAnyPattern } from '../../server/contract/event-pattern.ts'
import type { Subscription } from '../../server/contract/subscription.ts'
import { CodeBlock } from '../code/code-block.tsx'
import { useCatalogue } from '../event-types/use-catalogue.ts'
import { useBrowserText } from '../hydration/use-browser-text.ts'

/** A command that publishes an event which the subscription gets: the example of its type, so that it fits the schema. */
export function PublishSnippet({
  subscription: { tenant, events },
}: {
  subscription: Pick<Subscription, 'tenant' | 'events'>
}) {
  const origin = useBrowserText(
    () => window.location.origin,
    () => '',
  )
  const catalogue = useCatalogue()
  const examples = catalogue?.data.filter(({ example }) => example !== null) ?? []
  const type = examples.find(({ name, version }) => matchesAnyPattern(events, name, version)) ?? examples[0]
  const body = JSON.stringify({ tenant, type: type?.name ?? 'memory.created', data: type?.example ?? {} }, null, 2)
  const lines = [
    `curl -X POST ${origin}/api/v1/webhooks/events \\`,
    `  -H "Authorization: Bearer $POSTRIDER_KEY" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${body.replaceAll("'", "'\\''")}'`,
  ]
  return <CodeBlock text={lines.join('\n')} label="Publish an event" lines={12} language="bash" />
}
