import type { ReactNode } from 'react'
import { PortalFrame } from '../portal-frame.tsx'
import { isSignedIn } from '../portal-queries.ts'

/** Not among the pages of the portal: a stranger is told that there is no such page, and not asked to sign in to it. */
export default async function MissingLayout({ children }: { children: ReactNode }) {
  return (await isSignedIn()) ? <PortalFrame>{children}</PortalFrame> : children
}
