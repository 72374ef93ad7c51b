import { useTenants } from '../session/use-tenants.ts'
import { useViewer } from '../session/viewer.tsx'

/** Whether the reader sees more than one tenant, so that it has to be said whose something is. */
export function useSeveralTenants(): boolean {
  const viewer = useViewer()
  const { tenants, hasMore } = useTenants()
  return !viewer.tenant && (tenants.length > 1 || hasMore)
}
