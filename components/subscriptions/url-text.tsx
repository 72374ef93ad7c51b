import { Fragment } from 'react'
import classes from './url-text.module.css'

/** Paths longer than this keep their end where the rest is cut: ids made close together begin alike. */
const longPath = 20
const keptEnd = 8

/**
 * A URL in a list: the host and the end tell it from others, what is between may be cut off. `wraps`: it may have two lines, and
 * breaks before a slash; who reads the page aloud says a pause there. `isDeleted`: what delivered there is gone.
 */
export function UrlText({ url, wraps = false, isDeleted }: { url: string; wraps?: boolean; isDeleted?: boolean }) {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (!parsed) return <span className={classes.url}>{url}</span>
  const rest = parsed.pathname === '/' && !parsed.search ? '' : parsed.pathname + parsed.search
  const isLong = !wraps && rest.length > longPath
  return (
    <span className={classes.url} data-url data-long={isLong || undefined} title={url}>
      <span className={classes.host}>
        {parsed.protocol === 'http:' && <span className={classes.rest}>http://</span>}
        {parsed.host}
      </span>
      {isLong ? (
        <>
          <span className={`${classes.rest} ${classes.middle}`}>{rest.slice(0, -keptEnd)}</span>
          <span className={classes.rest}>{rest.slice(-keptEnd)}</span>
        </>
      ) : (
        <span className={classes.rest}>{wraps ? <Breakable path={rest} /> : rest}</span>
      )}
      {isDeleted && <span className={classes.rest}> (deleted)</span>}
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
