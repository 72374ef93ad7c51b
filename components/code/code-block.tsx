import { CopyIcon } from '../copy/copy-icon.tsx'
import classes from './code-block.module.css'
import { JsonText } from './json-text.tsx'

/** What scrolls must be reachable by keyboard (WCAG 2.1.1). */
const reachableByKeyboard = { tabIndex: 0 }

/** Text as it is, never as HTML: what receivers answered may be anything. */
export function CodeBlock({
  text,
  label,
  maxHeight = 420,
  isJson = false,
}: {
  text: string
  label: string
  maxHeight?: number | undefined
  isJson?: boolean
}) {
  return (
    <div className={classes.block}>
      <section className={classes.scroll} style={{ maxHeight }} aria-label={label} {...reachableByKeyboard}>
        <pre className={classes.text}>{isJson ? <JsonText text={text} /> : text}</pre>
      </section>
      <span className={classes.copy}>
        <CopyIcon value={text} what={label.toLowerCase()} />
      </span>
    </div>
  )
}
