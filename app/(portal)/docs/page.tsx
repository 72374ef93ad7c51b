import type { Metadata } from 'next'
import { ReceivingGuide } from '../../../components/docs/receiving-guide.tsx'
import { portalRuntime } from '../../../server/web/runtime.ts'

export const metadata: Metadata = { title: 'Docs' }

// The address of this installation is known only to the running process.
export const dynamic = 'force-dynamic'

export default function DocsPage() {
  return <ReceivingGuide origin={portalRuntime().publicUrl} />
}
