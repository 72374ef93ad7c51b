import { shortened } from '../ids/id-text.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useTenantNames } from '../session/use-tenant-names.ts'
import cells from '../table/cells.module.css'
import type { ListColumn } from '../table/data-list.tsx'
import { useSeveralTenants } from './use-several-tenants.ts'

/**
 * The columns of a list with one more before the last, that says whose each row is, where the list mixes several tenants. Those that a
 * small screen does without make room for it on a usual one, too. `mixed`: the columns it is added to, where they are others.
 */
export function useWithTenant<Row extends { tenant: string }>(
  columns: ListColumn<Row>[],
  rows: Row[] | undefined,
  mixed = columns,
): ListColumn<Row>[] {
  const { tenant } = useTenantFilter()
  const shown = (rows ?? []).map((row) => row.tenant)
  const hasSeveral = useSeveralTenants(shown)
  const isMixed = hasSeveral && tenant === undefined
  const nameOf = useTenantNames(isMixed ? shown : [])
  if (!isMixed) return columns
  const whose: ListColumn<Row> = {
    key: 'tenant',
    title: 'Tenant',
    width: 130,
    wideOnly: 'most',
    render: (row) => <span className={cells.cut}>{nameOf(row.tenant) ?? shortened(row.tenant)}</span>,
  }
  return mixed
    .map((column) => (column.wideOnly === 'most' ? { ...column, wideOnly: 'all' as const } : column))
    .toSpliced(-1, 0, whose)
}
