'use client'

import { CodeBlock } from '../code/code-block.tsx'
import { useCatalogue } from '../event-types/use-catalogue.ts'
import { useBrowserText } from '../hydration/use-browser-text.ts'

/** A command that publishes the example of a type, so that it fits its schema. */
export function PublishSnippet({ tenant }: { tenant: string }) {
  const origin = useBrowserText(
    () => window.location.origin,
    () => '',
  )
  const catalogue = useCatalogue()
  const type = catalogue?.data.find(({ example }) => example !== null)
  const body = JSON.stringify({ tenant, type: type?.name ?? 'memory.created', data: type?.example ?? {} }, null, 2)
  const lines = [
    `curl -X POST ${origin}/api/v1/webhooks/events \\`,
    `  -H "Authorization: Bearer $POSTRIDER_KEY" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${body.replaceAll("'", "'\\''")}'`,
  ]
  return <CodeBlock text={lines.join('\n')} label="Publish an event" lines={12} language="bash" />
}
