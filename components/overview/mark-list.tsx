import Link from 'next/link'
import type { StatsMark } from '../../server/contract/stats-mark.ts'
import { UrlText } from '../subscriptions/url-text.tsx'
import { TenantOf } from '../tenants/tenant-of.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { markNumber, markWords } from './chart-data.ts'
import classes from './mark-list.module.css'

/** What the dashed lines of the charts stand for, by their numbers, the newest first. */
export function MarkList({ marks, named }: { marks: StatsMark[]; named: boolean }) {
  if (marks.length === 0) return null
  const shown = marks
    .map((mark, index) => ({ ...mark, number: markNumber(marks, index) }))
    .filter(({ number }) => number !== null)
    .reverse()
  return (
    <ul className={classes.marks} aria-label="What happened">
      {shown.map(({ at, kind, subscription, subscription_deleted: isGone, url, tenant, number }) => (
        <li key={at + kind + subscription} className={classes.mark}>
          <span className={classes.number} aria-hidden>
            {number}
          </span>
          <span className={classes.when}>
            <RelativeTime at={at} />
          </span>
          <span className={classes.what}>{markWords(kind)}</span>
          {named && (
            <span className={classes.whose}>
              <Link href={`/subscriptions/${subscription}`} className={classes.link}>
                <UrlText url={url} isDeleted={isGone} />
              </Link>
              <TenantOf id={tenant} />
            </span>
          )}
        </li>
      ))}
      {marks.length > shown.length && (
        <li className={classes.when}>and {marks.length - shown.length} earlier, drawn as lines without a number</li>
      )}
    </ul>
  )
}
