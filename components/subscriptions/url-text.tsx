import { Fragment } from 'react'
import classes from './url-text.module.css'

/**
 * A URL in a list: the host carries the meaning, the rest may be cut off. `wraps`: it may have two lines, and breaks before a
 * slash; who reads the page aloud says a pause there.
 */
export function UrlText({ url, wraps = false }: { url: string; wraps?: boolean }) {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (!parsed) return <span className={classes.url}>{url}</span>
  const rest = parsed.pathname === '/' && !parsed.search ? '' : parsed.pathname + parsed.search
  return (
    <span className={classes.url} title={url}>
      {parsed.protocol === 'http:' && <span className={classes.rest}>http://</span>}
      <span className={classes.host}>{parsed.host}</span>
      <span className={classes.rest}>{wraps ? <Breakable path={rest} /> : rest}</span>
    </span>
  )
}

function Breakable({ path }: { path: string }) {
  return path.split(/(?=\/)/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the path
    <Fragment key={index}>
      <wbr />
      {part}
    </Fragment>
  ))
}
