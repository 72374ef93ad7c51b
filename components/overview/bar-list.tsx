import Link from 'next/link'
import type { ReactNode } from 'react'
import classes from './bar-list.module.css'
import { count } from './figures.ts'

export interface BarListRow {
  key: string
  name: ReactNode
  value: number
  /** Beside the number. */
  detail?: string
  color: string
  href: string
  /** Where the colour stands for something: shown before the name, too. */
  swatch?: boolean
}

/** Things by a number, largest first; reads better than a chart where names are long. */
export function BarList({ rows }: { rows: BarListRow[] }) {
  const most = Math.max(1, ...rows.map(({ value }) => value))
  return (
    <ul className={classes.list}>
      {rows.map(({ key, name, value, detail, color, href, swatch }) => (
        <li key={key} className={classes.item}>
          <Link href={href} className={classes.row}>
            <span className={classes.name}>
              {swatch && <span className={classes.swatch} style={{ background: color }} aria-hidden />}
              {name}
            </span>
            <span className={classes.track} aria-hidden>
              <span className={classes.bar} style={{ width: `${(value / most) * 100}%`, background: color }} />
            </span>
            <span className={classes.count}>{count(value)}</span>
            {detail && <span className={classes.detail}>{detail}</span>}
          </Link>
        </li>
      ))}
    </ul>
  )
}
