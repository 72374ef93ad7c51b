import { useTenantFilter } from '../session/tenant-filter.ts'
import { useTenantNames } from '../session/use-tenant-names.ts'
import cells from '../table/cells.module.css'
import { useSeveralTenants } from './use-several-tenants.ts'

/** Whose something among that of several tenants is, in few words beside it. Nothing where there is one, or one is chosen. */
export function TenantOf({ id }: { id: string }) {
  const { tenant } = useTenantFilter()
  const isMixed = useSeveralTenants([id]) && tenant === undefined
  const name = useTenantNames(isMixed ? [id] : [])(id)
  return isMixed && name ? <span className={cells.faint}>{name}</span> : null
}
