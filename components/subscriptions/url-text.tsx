import { Fragment } from 'react'
import classes from './url-text.module.css'

/** A URL in a list: the host carries the meaning, the rest may be cut off. */
export function UrlText({ url }: { url: string }) {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (!parsed) return <span className={classes.url}>{url}</span>
  const rest = parsed.pathname === '/' && !parsed.search ? '' : parsed.pathname + parsed.search
  return (
    <span className={classes.url} title={url}>
      {parsed.protocol === 'http:' && <span className={classes.rest}>http://</span>}
      <span className={classes.host}>{parsed.host}</span>
      <span className={classes.rest}>
        {rest.split(/(?=\/)/).map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the path
          <Fragment key={index}>
            <wbr />
            {part}
          </Fragment>
        ))}
      </span>
    </span>
  )
}
