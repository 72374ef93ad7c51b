'use client'

import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMay } from '../session/viewer.tsx'
import { useTRPC } from '../trpc/portal-client.tsx'

/** Picks one of the inboxes that there are, by name. Nothing is shown where there are none. `tenant`: whose; left out: one's own. */
export function InboxSelect(props: { tenant: string | undefined; url: string; onPick: (url: string) => void }) {
  const trpc = useTRPC()
  const mayUse = useMay('inboxes:write')
  const { tenant } = props
  const list = useQuery(trpc.inboxes.list.queryOptions({ ...(tenant && { tenant }), limit: 100 }, { enabled: mayUse }))
  const usable = list.data?.data.filter(({ state }) => state === 'active') ?? []
  if (usable.length === 0) return null
  const labelOf = ({ name, url }: { name: string; url: string }) =>
    name ? `${name} (…${url.slice(-8)})` : url.replace(/^https?:\/\//, '')
  return (
    <Select
      size="xs"
      w={190}
      aria-label="Inbox"
      placeholder="Use an inbox"
      searchable
      comboboxProps={{ width: 320, position: 'bottom-end' }}
      data={usable.map((inbox) => ({ value: inbox.url, label: labelOf(inbox) }))}
      value={usable.some(({ url }) => url === props.url) ? props.url : null}
      onChange={(url) => url !== null && props.onPick(url)}
    />
  )
}
