import type { Metadata } from 'next'
import { AcceptInvitation } from '../../components/members/accept-invitation.tsx'
import { portalRuntime } from '../../server/web/runtime.ts'

export const metadata: Metadata = { title: 'Invitation' }

// Asked for with every view: which providers there are is known only to the running process.
export const dynamic = 'force-dynamic'

export default function InvitationPage() {
  return <AcceptInvitation providers={portalRuntime().identityProviders.map(({ id, name }) => ({ id, name }))} />
}
