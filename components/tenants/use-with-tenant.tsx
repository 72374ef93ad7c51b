import { shortened } from '../ids/id-text.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useTenantNames } from '../session/use-tenant-names.ts'
import { useTenants } from '../session/use-tenants.ts'
import { useViewer } from '../session/viewer.tsx'
import cells from '../table/cells.module.css'
import type { ListColumn } from '../table/data-list.tsx'

/**
 * The columns of a list with one more before the last, that says whose each row is, where the list mixes several tenants. `mixed`: the
 * columns it is added to then, where they are to leave room for it.
 */
export function useWithTenant<Row extends { tenant: string }>(
  columns: ListColumn<Row>[],
  rows: Row[] | undefined,
  mixed = columns,
): ListColumn<Row>[] {
  const viewer = useViewer()
  const { tenant } = useTenantFilter()
  const { tenants, hasMore } = useTenants()
  const isMixed = !viewer.tenant && tenant === undefined && (tenants.length > 1 || hasMore)
  const nameOf = useTenantNames(isMixed ? (rows ?? []).map((row) => row.tenant) : [])
  if (!isMixed) return columns
  const whose: ListColumn<Row> = {
    key: 'tenant',
    title: 'Tenant',
    width: 130,
    wideOnly: 'most',
    render: (row) => <span className={cells.cut}>{nameOf(row.tenant) ?? shortened(row.tenant)}</span>,
  }
  return mixed.toSpliced(-1, 0, whose)
}
