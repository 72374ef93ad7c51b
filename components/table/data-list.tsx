'use client'

import { Checkbox, Table } from '@mantine/core'
import { type ChangeEvent, type MouseEvent, type ReactNode, useRef, useTransition } from 'react'
import { NothingOlder } from '../states/nothing-older.tsx'
import { ProblemState } from '../states/problem-state.tsx'
import classes from './data-list.module.css'
import { afterToggle } from './select-range.ts'
import { TableSkeleton } from './table-skeleton.tsx'

export interface ListColumn<Row> {
  key: string
  title: ReactNode
  render: (row: Row) => ReactNode
  /** Pixels, or a part of the list; the columns without one share the rest evenly. */
  width?: number | `${number}%`
  /** Pixels on a phone, where that is not `width`. */
  narrowWidth?: number
  align?: 'left' | 'right'
  /**
   * Left out where the list is narrow (true), and still where it is as wide as on a tablet ('very'), a small screen ('most') or a usual
   * one ('all'). What matters of it belongs into another column then, as `narrowOnly`, `untilVery`, `untilMost` or `untilAll` of cells.module.css.
   */
  wideOnly?: boolean | 'very' | 'most' | 'all'
}

export interface Selection<Row> {
  ids: ReadonlySet<string>
  change: (ids: ReadonlySet<string>) => void
  label: (row: Row) => string
}

interface DataListProps<Row> {
  /** For screen readers: what the table lists. */
  label: string
  columns: ListColumn<Row>[]
  rows: Row[] | undefined
  error?: unknown
  retry?: () => void
  empty: ReactNode
  /** Given on every page but the newest: what such a page says when it is empty leads there. */
  toNewest?: (() => void) | undefined
  /** A click anywhere in the row, and on the link of its first column: one must be there for the keyboard and for a new tab. */
  onOpen?: (row: Row) => void
  /** What is shown was asked for before: the answer to the present question is on its way. */
  isStale?: boolean
  /** Row that is open beside the list. */
  openId?: string | null
  selection?: Selection<Row>
  /** Rows have many lines: their cells begin at the top. */
  isTall?: boolean
}

/** A dense list of things, with its three other faces: loading, could not load, empty. */
export function DataList<Row extends { id: string }>(props: DataListProps<Row>) {
  const { columns, rows } = props
  // Where a range begins that is chosen with the shift key.
  const toggledId = useRef<string | null>(null)
  const [isOpening, startOpening] = useTransition()
  const { onOpen } = props
  if (props.error && !rows) {
    return (
      <div className={classes.frame}>
        <ProblemState error={props.error} {...(props.retry ? { retry: props.retry } : {})} />
      </div>
    )
  }
  if (!rows) return <TableSkeleton columns={columns.length} />
  if (rows.length === 0)
    return (
      <div className={classes.frame}>{props.toNewest ? <NothingOlder toNewest={props.toNewest} /> : props.empty}</div>
    )
  return (
    <div className={classes.frame}>
      <div className={classes.scroll}>
        <Table
          className={classes.table}
          aria-label={props.label}
          aria-busy={isOpening || props.isStale}
          data-stale={props.isStale || undefined}
          data-tall={props.isTall || undefined}
          highlightOnHover
        >
          <Table.Thead>
            <Table.Tr>
              {props.selection && <SelectAll rows={rows} selection={props.selection} />}
              {columns.map((column) => (
                <Table.Th key={column.key} className={classes.title} style={widths(column)} {...cellProps(column)}>
                  {column.title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <DataRow
                key={row.id}
                row={row}
                {...props}
                {...(onOpen ? { onOpen: (opened: Row) => startOpening(() => onOpen(opened)) } : {})}
                onToggle={(withShift) => {
                  const ids = rows.map(({ id }) => id)
                  const from = withShift ? toggledId.current : null
                  props.selection?.change(afterToggle(ids, props.selection.ids, row.id, from))
                  toggledId.current = row.id
                }}
              />
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  )
}

function DataRow<Row extends { id: string }>({
  row,
  columns,
  onOpen,
  openId,
  selection,
  onToggle,
}: DataListProps<Row> & { row: Row; onToggle: (withShift: boolean) => void }) {
  return (
    <Table.Tr
      data-open={row.id === openId || undefined}
      data-selected={selection?.ids.has(row.id) || undefined}
      data-clickable={onOpen ? true : undefined}
      {...(onOpen ? { onClick: (event) => isPlainClick(event) && onOpen(row) } : {})}
    >
      {selection && (
        <Table.Td className={classes.check} {...besideBox(onToggle)}>
          <Checkbox
            size="xs"
            aria-label={`Select ${selection.label(row)}`}
            checked={selection.ids.has(row.id)}
            onChange={(event) => onToggle(isWithShift(event))}
          />
        </Table.Td>
      )}
      {columns.map((column, index) => (
        <Table.Td
          key={column.key}
          className={classes.cell}
          {...cellProps(column)}
          {...(onOpen && index === 0 && { onClickCapture: (event) => followsLink(event) && onOpen(row) })}
        >
          {column.render(row)}
        </Table.Td>
      ))}
    </Table.Tr>
  )
}

function SelectAll<Row extends { id: string }>({ rows, selection }: { rows: Row[]; selection: Selection<Row> }) {
  const shown = new Set(rows.map(({ id }) => id))
  const chosen = shown.intersection(selection.ids).size
  const all = chosen === shown.size
  const toggle = () => selection.change(all ? selection.ids.difference(shown) : selection.ids.union(shown))
  return (
    <Table.Th className={classes.check} {...besideBox(toggle)}>
      <Checkbox
        size="xs"
        aria-label="Select all on this page"
        checked={all}
        indeterminate={chosen > 0 && !all}
        onChange={toggle}
      />
    </Table.Th>
  )
}

function cellProps<Row>(column: ListColumn<Row>) {
  return { ta: column.align ?? ('left' as const), 'data-wide-only': column.wideOnly || undefined }
}

/** For the style sheet, which knows how wide the list is. */
function widths<Row>({ width, narrowWidth }: ListColumn<Row>) {
  return {
    ...(width && { '--width': typeof width === 'number' ? `${width}px` : width }),
    ...(narrowWidth && { '--narrow-width': `${narrowWidth}px` }),
  }
}

/** The whole cell is the checkbox for a finger; a click in it never opens the row. */
function besideBox(toggle: (withShift: boolean) => void) {
  return {
    onClick: (event: MouseEvent) => {
      event.stopPropagation()
      if (!(event.target as Element).closest('input')) toggle(event.shiftKey)
    },
  }
}

/** What the browser reports of a checkbox is the click that changed it. */
function isWithShift(event: ChangeEvent): boolean {
  return 'shiftKey' in event.nativeEvent && event.nativeEvent.shiftKey === true
}

/** A click that would follow a link in this tab; it does no more. */
function followsLink(event: MouseEvent): boolean {
  const isOfTab = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
  if (!isOfTab || !(event.target as Element).closest('a')) return false
  event.preventDefault()
  return true
}

/** Not a click on a link, button or checkbox in the row, and not the end of marking text. */
function isPlainClick(event: MouseEvent): boolean {
  const target = event.target as Element
  if (target.closest('a, button, input, label')) return false
  return (window.getSelection()?.toString() ?? '') === ''
}
