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
          <Shortened id={id} />
        </Link>
      ) : (
        <span className={classes.text} title={id}>
          <Shortened id={id} />
        </span>
      )}
      <span className={classes.copy}>
        <CopyIcon value={id} what={what} />
      </span>
    </span>
  )
}

/** On a phone the beginning goes too: the end tells it from others, and would be cut off. */
function Shortened({ id }: { id: string }) {
  const underscore = id.indexOf('_')
  const [prefix, rest] = [shortened(id).slice(0, underscore + 1), shortened(id).slice(underscore + 1)]
  if (!isShortened(id)) return id
  return (
    <>
      {prefix}
      <span className={classes.begin}>{rest.slice(0, kept)}</span>
      {rest.slice(kept)}
    </>
  )
}

/** So many of what comes after the prefix. */
const kept = 4

const isShortened = (id: string) => id.includes('_') && id.length >= 20

export function shortened(id: string): string {
  return isShortened(id) ? `${id.slice(0, id.indexOf('_') + 1 + kept)}…${id.slice(-6)}` : id
}
