'use client'

import { useMantineColorScheme } from '@mantine/core'
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight'
import { IconCircleX, IconMoon, IconPlugConnectedX, IconPlus, IconSearch, IconSun } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { Scope } from '../../server/contract/scopes.ts'
import { useViewer } from '../session/viewer.tsx'
import { mayOpen, navigation } from './navigation.ts'
import { pageOfId } from './page-of-id.ts'

/** What people begin from anywhere. */
const begun: { label: string; href: string; icon: typeof IconPlus; scope: Scope }[] = [
  { label: 'New subscription', href: '/subscriptions/new', icon: IconPlus, scope: 'subscriptions:write' },
  { label: 'Failed deliveries', href: '/deliveries?status=failed', icon: IconCircleX, scope: 'deliveries:read' },
  {
    label: 'Open circuits',
    href: '/subscriptions?circuit=open',
    icon: IconPlugConnectedX,
    scope: 'subscriptions:read',
  },
]

export const openSpotlight = spotlight.open

/** Any page, any thing by its id, and the switches that have no page. */
export function CommandPalette() {
  const router = useRouter()
  const viewer = useViewer()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [query, setQuery] = useState('')

  const pages: SpotlightActionData[] = navigation.flatMap(({ items }) =>
    items
      .filter((item) => mayOpen(item, viewer))
      .map(({ label, href, icon: Icon }) => ({
        id: href,
        label,
        leftSection: <Icon size={18} stroke={1.6} />,
        onClick: () => router.push(href),
      })),
  )
  const dark = colorScheme === 'dark'
  const commands: SpotlightActionData[] = [
    ...begun
      .filter(({ scope }) => viewer.scopes.includes(scope))
      .map(({ label, href, icon: Icon }) => ({
        id: `begin ${href}`,
        label,
        leftSection: <Icon size={18} stroke={1.6} />,
        onClick: () => router.push(href),
      })),
    {
      id: 'scheme',
      label: dark ? 'Switch to light' : 'Switch to dark',
      leftSection: dark ? <IconSun size={18} stroke={1.6} /> : <IconMoon size={18} stroke={1.6} />,
      onClick: () => setColorScheme(dark ? 'light' : 'dark'),
    },
  ]
  const target = pageOfId(query)
  const found: SpotlightActionData[] = target
    ? [
        {
          id: 'id',
          label: `Open ${target.what}`,
          description: query.trim(),
          keywords: query,
          leftSection: <IconSearch size={18} stroke={1.6} />,
          onClick: () => router.push(target.href),
        },
      ]
    : []

  return (
    <Spotlight
      actions={[...found, { group: 'Pages', actions: pages }, { group: 'Commands', actions: commands }]}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      nothingFound="Nothing matches. Paste an id to open what it names."
      highlightQuery
      limit={30}
      radius="lg"
      scrollable
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.6} />,
        placeholder: 'Search pages or paste an id',
        'aria-label': 'Search pages or paste an id',
      }}
    />
  )
}
