import Link from 'next/link'
import { CopyIcon } from '../copy/copy-icon.tsx'
import classes from './id-text.module.css'

/**
 * An id in little room. The middle goes: ids made close together begin alike, and people compare the ends.
 * `what` names the thing for the copy button; `href` is where the id leads.
 */
export function IdText({ id, what = 'id', href }: { id: string; what?: string; href?: string }) {
  return (
    <span className={classes.id}>
      {href ? (
        <Link href={href} className={classes.text} title={id} data-link>
          {shortened(id)}
        </Link>
      ) : (
        <span className={classes.text} title={id}>
          {shortened(id)}
        </span>
      )}
      <span className={classes.copy}>
        <CopyIcon value={id} what={what} />
      </span>
    </span>
  )
}

export function shortened(id: string): string {
  const underscore = id.indexOf('_')
  if (underscore < 0 || id.length < 20) return id
  return `${id.slice(0, underscore + 5)}…${id.slice(-6)}`
}
