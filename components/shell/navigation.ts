import {
  IconApps,
  IconBell,
  IconBolt,
  IconBook2,
  IconBuilding,
  IconChartHistogram,
  IconFlask,
  IconHistory,
  IconHistoryToggle,
  IconInbox,
  IconKey,
  IconMailX,
  IconPlugConnected,
  IconSchema,
  IconSend2,
  IconSettings,
  IconSignature,
  IconUsers,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { PortalViewer } from '../../server/contract/portal-viewer.ts'
import type { Scope } from '../../server/contract/scopes.ts'
import { AlertCount } from '../alerts/alert-count.tsx'

export interface NavigationItem {
  label: string
  href: string
  icon: ComponentType<{ size?: number; stroke?: number }>
  /** Shown to people whose role carries it; null: to everyone. */
  scope: Scope | null
  /** Pressed after `g`. */
  key: string
  /** About the person themselves: nobody stands behind an embedded portal. */
  forPeople?: true
  /** Stands beside the link. */
  count?: ComponentType
}

/** Procedures decide; this only spares people pages that would be refused. */
export function mayOpen(item: NavigationItem, viewer: Pick<PortalViewer, 'scopes' | 'embedded'>): boolean {
  if (item.forPeople && viewer.embedded) return false
  return item.scope === null || viewer.scopes.includes(item.scope)
}

/** Every page of the portal, in the order of the navigation. A page is listed here once it exists. */
export const navigation: { label: string; items: NavigationItem[] }[] = [
  {
    label: 'Observe',
    items: [
      { label: 'Overview', href: '/', icon: IconChartHistogram, scope: null, key: 'o' },
      { label: 'Deliveries', href: '/deliveries', icon: IconSend2, scope: 'deliveries:read', key: 'd' },
      { label: 'Events', href: '/events', icon: IconBolt, scope: 'events:read', key: 'e' },
      { label: 'Dead letters', href: '/dead-letters', icon: IconMailX, scope: 'deliveries:read', key: 'x' },
      { label: 'Replays', href: '/replays', icon: IconHistoryToggle, scope: 'deliveries:read', key: 'r' },
      { label: 'Alerts', href: '/alerts', icon: IconBell, scope: 'stats:read', key: 'w', count: AlertCount },
    ],
  },
  {
    label: 'Build',
    items: [
      {
        label: 'Subscriptions',
        href: '/subscriptions',
        icon: IconPlugConnected,
        scope: 'subscriptions:read',
        key: 's',
      },
      { label: 'Event types', href: '/event-types', icon: IconSchema, scope: null, key: 't' },
      { label: 'Test events', href: '/test-events', icon: IconFlask, scope: 'subscriptions:read', key: 'y' },
      { label: 'Signatures', href: '/signatures', icon: IconSignature, scope: 'subscriptions:read', key: 'v' },
      { label: 'Inboxes', href: '/inboxes', icon: IconInbox, scope: 'inboxes:write', key: 'i' },
      { label: 'Docs', href: '/docs', icon: IconBook2, scope: null, key: 'h' },
    ],
  },
  {
    label: 'Administer',
    items: [
      { label: 'Tenants', href: '/tenants', icon: IconBuilding, scope: 'tenants:admin', key: 'n' },
      { label: 'Apps', href: '/apps', icon: IconApps, scope: 'tenants:admin', key: 'p' },
      { label: 'API keys', href: '/keys', icon: IconKey, scope: 'keys:admin', key: 'k' },
      { label: 'Members', href: '/members', icon: IconUsers, scope: 'members:admin', key: 'm' },
      { label: 'Audit log', href: '/audit', icon: IconHistory, scope: 'audit:read', key: 'a' },
      { label: 'Settings', href: '/settings', icon: IconSettings, scope: null, key: 'u', forPeople: true },
    ],
  },
]
