import { shortened } from '../ids/id-text.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useTenantNames } from '../session/use-tenant-names.ts'
import cells from '../table/cells.module.css'
import type { ListColumn } from '../table/data-list.tsx'
import { useSeveralTenants } from './use-several-tenants.ts'

/**
 * The columns of a list with one more, before its numbers and times, that says whose each row is, where the list mixes several tenants. Where there
 * is no room for it the first column says so.
 */
export function useWithTenant<Row extends { tenant: string }>(
  columns: ListColumn<Row>[],
  rows: Row[] | undefined,
): ListColumn<Row>[] {
  const { tenant } = useTenantFilter()
  const shown = (rows ?? []).map((row) => row.tenant)
  const hasSeveral = useSeveralTenants(shown)
  const isMixed = hasSeveral && tenant === undefined
  const nameOf = useTenantNames(isMixed ? shown : [])
  if (!isMixed) return columns
  const nameIn = (row: Row) => nameOf(row.tenant) ?? shortened(row.tenant)
  const whose: ListColumn<Row> = {
    key: 'tenant',
    title: 'Tenant',
    width: 130,
    wideOnly: 'all',
    render: (row) => <span className={cells.cut}>{nameIn(row)}</span>,
  }
  const first = columns.find(({ wideOnly }) => wideOnly === undefined)
  const place = columns.findIndex(({ align }) => align === 'right')
  return columns.map((column) => (column === first ? withLine(column, nameIn) : column)).toSpliced(place, 0, whose)
}

function withLine<Row>(column: ListColumn<Row>, lineOf: (row: Row) => string): ListColumn<Row> {
  return {
    ...column,
    render: (row) => (
      <div className={cells.stacked}>
        {column.render(row)}
        <span className={`${cells.secondary} ${cells.untilAll}`}>{lineOf(row)}</span>
      </div>
    ),
  }
}
