import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { SettingsPage } from '../../../components/settings/settings-page.tsx'
import { prefetch } from '../../portal-queries.ts'

export const metadata: Metadata = { title: 'Settings' }

export default async function Settings() {
  const state = await prefetch((trpc) => [
    trpc.me.sessions.queryOptions(),
    trpc.me.tenant.queryOptions(),
    trpc.me.installation.queryOptions(),
  ])
  return (
    <HydrationBoundary state={state}>
      <SettingsPage />
    </HydrationBoundary>
  )
}
