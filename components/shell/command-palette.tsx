'use client'

import { useMantineColorScheme } from '@mantine/core'
import { Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import {
  IconCircleX,
  IconMoon,
  IconPlugConnected,
  IconPlugConnectedX,
  IconPlus,
  IconSearch,
  IconSend,
  IconSun,
  IconTag,
} from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { Scope } from '../../server/contract/scopes.ts'
import { eventTypePath } from '../event-types/event-type-path.ts'
import { useCatalogue } from '../event-types/use-catalogue.ts'
import { useViewer } from '../session/viewer.tsx'
import { useSubscriptionOptions } from '../subscriptions/use-subscription-options.ts'
import { overlayProps } from '../theme/overlay.ts'
import { askToLeave } from '../unsaved/unsaved-changes.ts'
import classes from './command-palette.module.css'
import { mayOpen, navigation } from './navigation.ts'
import { pageOfId } from './page-of-id.ts'
import { openSpotlight, paletteStore, selectFirst } from './palette-store.ts'

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

export { openSpotlight }

/** Pages where something is begun that has no page of its own. */
const begunThere: Record<string, string> = {
  '/replays': 'new replay, redeliver',
  '/keys': 'new api key',
  '/inboxes': 'new inbox',
  '/members': 'invite a member, new member',
  '/event-types': 'new event type',
  '/test-events': 'new test event',
}

/** Shorter words say too little to search for. */
const leastSearched = 2
const mostFound = 6
const mostTypes = 3

/** A correlation id is anything; words that somebody types to find a page have no digit, dash or colon in them. */
const mayBeCorrelation = (text: string) => /^[!-~]*[\d_:-][!-~]*$/.test(text)

function nothingFound(wanted: string): string {
  return wanted.includes('…')
    ? 'This id is shortened. Copy the whole of it with the button beside it.'
    : 'Nothing matches. Paste an id to open what it names.'
}

/** Any page, any subscription and event type by what it is called, any thing by its id, and the switches that have no page. */
export function CommandPalette() {
  const router = useRouter()
  const viewer = useViewer()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [query, setQuery] = useState('')
  const go = (href: string) => askToLeave(() => router.push(href))

  const pages: SpotlightActionData[] = navigation.flatMap(({ items }) =>
    items
      .filter((item) => mayOpen(item, viewer))
      .map(({ label, href, icon: Icon }) => ({
        id: href,
        label,
        keywords: begunThere[href] ?? '',
        leftSection: <Icon size={18} stroke={1.6} />,
        onClick: () => go(href),
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
        onClick: () => go(href),
      })),
    {
      id: 'scheme',
      label: dark ? 'Switch to light' : 'Switch to dark',
      keywords: 'theme, appearance, dark mode, light mode',
      leftSection: dark ? <IconSun size={18} stroke={1.6} /> : <IconMoon size={18} stroke={1.6} />,
      onClick: () => setColorScheme(dark ? 'light' : 'dark'),
    },
  ]
  const icon = <IconSearch size={18} stroke={1.6} />
  const wanted = query.trim()
  const target = pageOfId(query)
  const isSearched = !target && wanted.length >= leastSearched
  const maySearch = viewer.scopes.includes('subscriptions:read')
  const subscriptions = useSubscriptionOptions(null, isSearched ? wanted : '', isSearched && maySearch)
  // Spotlight leaves out what does not say what is typed: what the server found is said to.
  const keywords = query
  const named: SpotlightActionData[] = isSearched
    ? subscriptions.found.slice(0, mostFound).map(({ value, label }) => ({
        id: value,
        label,
        keywords,
        leftSection: <IconPlugConnected size={18} stroke={1.6} />,
        onClick: () => go(`/subscriptions/${value}`),
      }))
    : []
  const catalogue = useCatalogue(isSearched)
  const types = isSearched
    ? (catalogue?.data ?? []).filter(({ name }) => name.includes(wanted.toLowerCase())).slice(0, mostTypes)
    : []
  const ofTypes: SpotlightActionData[] = types.flatMap((type) => [
    {
      id: eventTypePath(type),
      label: `${type.name}@${type.version}`,
      description: 'Event type',
      keywords,
      leftSection: <IconTag size={18} stroke={1.6} />,
      onClick: () => go(eventTypePath(type)),
    },
    {
      id: `deliveries ${eventTypePath(type)}`,
      label: `Deliveries of ${type.name}`,
      keywords,
      leftSection: <IconSend size={18} stroke={1.6} />,
      onClick: () => go(`/deliveries?type=${encodeURIComponent(type.name)}`),
    },
  ])
  const isCorrelation = isSearched && mayBeCorrelation(wanted) && viewer.scopes.includes('events:read')
  const elsewhere: SpotlightActionData[] = isCorrelation
    ? [
        {
          id: 'correlation',
          // Not in the label: what says what is typed there comes before all that was found.
          label: 'Events with this correlation id',
          description: wanted,
          keywords,
          leftSection: icon,
          onClick: () => go(`/events?correlation_id=${encodeURIComponent(wanted)}`),
        },
      ]
    : []
  const found: SpotlightActionData[] = target
    ? [
        {
          id: 'id',
          label: `Open ${target.what}`,
          description: query.trim(),
          keywords: query,
          leftSection: icon,
          onClick: () => go(target.href),
        },
      ]
    : []
  const namedIds = [...named, ...ofTypes].map(({ id }) => id).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: they came above what was selected
  useEffect(selectFirst, [namedIds])

  return (
    <Spotlight
      store={paletteStore}
      actions={[
        ...found,
        { group: 'Pages', actions: pages },
        { group: 'Subscriptions', actions: named },
        { group: 'Event types', actions: ofTypes },
        { group: 'Commands', actions: commands },
        { group: 'Elsewhere', actions: elsewhere },
      ]}
      query={query}
      onQueryChange={setQuery}
      onSpotlightOpen={() => setQuery('')}
      shortcut={null}
      nothingFound={subscriptions.isSearching ? 'Searching …' : nothingFound(wanted)}
      highlightQuery
      limit={30}
      radius="lg"
      scrollable
      maxHeight="min(720px, calc(100dvh - 160px))"
      scrollAreaProps={{ type: 'auto' }}
      overlayProps={overlayProps}
      classNames={{ actionsGroup: classes.group, action: classes.action }}
      // The field stays where it is while what is found below it shrinks.
      centered={false}
      searchProps={{
        leftSection: icon,
        placeholder: 'Search, run a command or paste an id',
        'aria-label': 'Search and commands',
      }}
    />
  )
}
