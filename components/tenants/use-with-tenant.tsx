import { shortened } from '../ids/id-text.tsx'
import { useTenantFilter } from '../session/tenant-filter.ts'
import { useTenantNames } from '../session/use-tenant-names.ts'
import cells from '../table/cells.module.css'
import type { ListColumn } from '../table/data-list.tsx'
import { useSeveralTenants } from './use-several-tenants.ts'

interface Place {
  /** What a list needs to have room for one more column: a usual screen ('most') or more ('all'). */
  from?: 'most' | 'all'
  /** Where there is no room, a line of the first column says it; false: nothing does. */
  inLine?: boolean
}

/** The columns of a list with one more, before its numbers and times, that says whose each row is, where the list mixes several tenants. */
export function useWithTenant<Row extends { tenant: string | null }>(
  columns: ListColumn<Row>[],
  rows: Row[] | undefined,
  { from = 'most', inLine = true }: Place = {},
): ListColumn<Row>[] {
  const { tenant } = useTenantFilter()
  const shown = (rows ?? []).flatMap((row) => row.tenant ?? [])
  const hasSeveral = useSeveralTenants(shown)
  const isMixed = hasSeveral && tenant === undefined
  const nameOf = useTenantNames(isMixed ? shown : [])
  if (!isMixed) return columns
  const nameIn = ({ tenant: id }: Row) => id && (nameOf(id) ?? shortened(id))
  const whose: ListColumn<Row> = {
    key: 'tenant',
    title: 'Tenant',
    width: 118,
    wideOnly: from,
    render: (row) => <span className={cells.cut}>{nameIn(row) ?? '—'}</span>,
  }
  const first = inLine ? columns.find(({ wideOnly }) => wideOnly === undefined) : undefined
  const until = from === 'all' ? cells.untilAll : cells.untilMost
  const withLine = (column: ListColumn<Row>): ListColumn<Row> => ({
    ...column,
    render: (row) => (
      <div className={cells.stacked}>
        {column.render(row)}
        <span className={`${cells.secondary} ${until}`}>{nameIn(row)}</span>
      </div>
    ),
  })
  const place = columns.findIndex(({ align }) => align === 'right')
  return columns.map((column) => (column === first ? withLine(column) : column)).toSpliced(place, 0, whose)
}
