import { Skeleton } from '@mantine/core'
import classes from './data-list.module.css'
import skeleton from './table-skeleton.module.css'

const rows = Array.from({ length: 8 }, (_, index) => index)

/** Shaped like the rows that will come, so that nothing moves when they do. */
export function TableSkeleton({ columns }: { columns: number }) {
  return (
    <div className={classes.frame} role="status" aria-label="Loading">
      <div className={skeleton.head} />
      {rows.map((row) => (
        <div key={row} className={skeleton.row}>
          {Array.from({ length: columns }, (_, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
            <Skeleton key={column} height={10} width={`${[62, 40, 74, 52][(row + column) % 4]}%`} />
          ))}
        </div>
      ))}
    </div>
  )
}
