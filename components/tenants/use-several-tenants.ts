import { useTenants } from '../session/use-tenants.ts'
import { useViewer } from '../session/viewer.tsx'

/**
 * Whether the reader sees more than one tenant, so that it has to be said whose something is. `shown`: ids of the tenants of what is
 * shown, a deleted one among them.
 */
export function useSeveralTenants(shown: string[]): boolean {
  const viewer = useViewer()
  const { tenants, hasMore } = useTenants()
  const [only] = tenants
  return !viewer.tenant && (tenants.length > 1 || hasMore || (only !== undefined && shown.some((id) => id !== only.id)))
}
