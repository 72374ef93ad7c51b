import { SimpleGrid } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './card-row.module.css'

/** Cards side by side below the time that they are of. */
export function CardRow(props: { title: ReactNode; note?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.row}>
      <div className={classes.head}>
        <h2 className={classes.title}>{props.title}</h2>
        {props.note && <span className={classes.note}>{props.note}</span>}
      </div>
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="md">
        {props.children}
      </SimpleGrid>
    </section>
  )
}
