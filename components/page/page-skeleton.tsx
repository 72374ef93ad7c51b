import { Skeleton, Stack } from '@mantine/core'
import { TableSkeleton } from '../table/table-skeleton.tsx'
import classes from './page.module.css'

/** The shape of a page while its data is on the way. */
export function PageSkeleton() {
  return (
    <div className={classes.page}>
      <Stack gap={8}>
        <Skeleton height={22} width={240} />
        <Skeleton height={12} width="min(420px, 80%)" />
      </Stack>
      <TableSkeleton columns={4} />
    </div>
  )
}
