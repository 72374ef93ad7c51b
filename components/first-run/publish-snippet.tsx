'use client'

import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { CodeBlock } from '../code/code-block.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

const never = () => () => undefined

/** A command that publishes the example of a type, so that it fits its schema. */
export function PublishSnippet({ tenant }: { tenant: string }) {
  const trpc = useTRPC()
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => '',
  )
  const { data } = useQuery(trpc.eventTypes.list.queryOptions({ limit: 100 }, { staleTime: 60_000 }))
  const type = data?.data.find(({ example }) => example !== null)
  const body = JSON.stringify({ tenant, type: type?.name ?? 'memory.created', data: type?.example ?? {} }, null, 2)
  const lines = [
    `curl -X POST ${origin}/api/v1/webhooks/events \\`,
    `  -H "Authorization: Bearer $POSTRIDER_KEY" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${body.replaceAll("'", "'\\''")}'`,
  ]
  return <CodeBlock text={lines.join('\n')} label="Publish an event" maxHeight={260} language="bash" />
}
