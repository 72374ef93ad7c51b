'use client'

import { useQuery } from '@tanstack/react-query'
import { BodyView } from '../body/body-view.tsx'
import { Section } from '../page/section.tsx'
import { useMay } from '../session/viewer.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/** What a delivery carries that was not tried yet: its attempts show it later. */
export function BodyToSend({ event }: { event: string }) {
  const trpc = useTRPC()
  const mayRead = useMay('events:read')
  const { data } = useQuery({
    ...trpc.events.get.queryOptions({ id: event }, { staleTime: 60_000 }),
    enabled: mayRead,
  })
  if (!data) return null
  return (
    <Section title="Body" description="What will be sent. Raw is it character for character.">
      <BodyView body={{ text: data.body, encoding: 'utf-8', truncated: false }} label="Request body" />
    </Section>
  )
}
