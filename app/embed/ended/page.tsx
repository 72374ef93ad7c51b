import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { SessionEnded } from '../../../components/embed/session-ended.tsx'
import { portalRuntime } from '../../../server/web/runtime.ts'

export const metadata: Metadata = { title: 'Session ended' }

/** Where an embedded portal goes when its session is over: the sign-in page is not for the people in it. */
export default async function SessionEndedPage() {
  const cookie = (await headers()).get('cookie')
  if (await portalRuntime().readEmbeddedViewer(cookie)) redirect('/')
  const ended = await portalRuntime().findEndedSession(cookie)
  return <SessionEnded returnUrl={ended?.returnUrl ?? null} />
}
