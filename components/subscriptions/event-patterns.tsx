import { Fragment } from 'react'
import classes from './event-patterns.module.css'

/** Which events a subscription takes; past the first few, how many more. */
export function EventPatterns(props: {
  patterns: string[]
  show?: number
  inOneLine?: boolean
  /** Not all of them: what they say counts too. */
  filtered?: boolean
}) {
  const { patterns, show = 2, inOneLine, filtered } = props
  const more = patterns.length - show
  return (
    <span className={classes.patterns} data-one-line={inOneLine || undefined}>
      {patterns.slice(0, show).map((pattern) => (
        <code key={pattern} className={classes.pattern}>
          <Breakable name={pattern} />
        </code>
      ))}
      {more > 0 && (
        <span className={classes.more} title={patterns.slice(show).join('\n')}>
          +{more}
        </span>
      )}
      {filtered && <span className={classes.more}>filtered</span>}
    </span>
  )
}

/** Where there is no room for a name it breaks after a dot. */
function Breakable({ name }: { name: string }) {
  return name.split(/(?<=\.)/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the name
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}
