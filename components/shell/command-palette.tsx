'use client'

import { useMantineColorScheme } from '@mantine/core'
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight'
import { IconMoon, IconSearch, IconSun } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useViewer } from '../session/viewer.tsx'
import { mayOpen, navigation } from './navigation.ts'
import { pageOfId } from './page-of-id.ts'

export const openSpotlight = spotlight.open

/** Ctrl or Cmd and K: any page, any thing by its id, and the switches that have no page. */
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
        description: `Go to ${label.toLowerCase()}`,
        leftSection: <Icon size={18} stroke={1.6} />,
        onClick: () => router.push(href),
      })),
  )
  const dark = colorScheme === 'dark'
  const commands: SpotlightActionData[] = [
    {
      id: 'scheme',
      label: dark ? 'Switch to light' : 'Switch to dark',
      description: 'Colour scheme',
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
      shortcut={['mod + K']}
      nothingFound="Nothing matches. Paste an id to open what it names."
      highlightQuery
      limit={12}
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
