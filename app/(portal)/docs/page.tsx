import type { Metadata } from 'next'
import { ReceivingGuide } from '../../../components/docs/receiving-guide.tsx'
import { portalRuntime } from '../../../server/web/runtime.ts'
import { ask, tenantFilter } from '../../portal-queries.ts'

export const metadata: Metadata = { title: 'Docs' }

// The address of this installation is known only to the running process.
export const dynamic = 'force-dynamic'

export default async function DocsPage() {
  return <ReceivingGuide origin={portalRuntime().publicUrl} tenant={await tenantToTry()} />
}

/** The chosen tenant, else the first. The frame asks the same question of the same request, so this costs nothing more. */
async function tenantToTry(): Promise<string> {
  const [chosen, tenants] = await Promise.all([tenantFilter(), ask((trpc) => trpc.me.tenants.queryOptions())])
  const named = tenants?.data.find(({ id }) => id === chosen.tenant)
  if (chosen.tenant && !named) return chosen.tenant
  const tenant = named ?? tenants?.data[0]
  return tenant?.uid ?? tenant?.id ?? 'your-tenant'
}
