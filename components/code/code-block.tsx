import { CopyIcon } from '../copy/copy-icon.tsx'
import classes from './code-block.module.css'

/** What scrolls must be reachable by keyboard (WCAG 2.1.1). */
const reachableByKeyboard = { tabIndex: 0 }

/** Text as it is, never as HTML: what receivers answered may be anything. */
export function CodeBlock({
  text,
  label,
  maxHeight = 420,
}: {
  text: string
  label: string
  maxHeight?: number | undefined
}) {
  return (
    <div className={classes.block}>
      <section className={classes.scroll} style={{ maxHeight }} aria-label={label} {...reachableByKeyboard}>
        <pre className={classes.text}>{text}</pre>
      </section>
      <span className={classes.copy}>
        <CopyIcon value={text} what={label.toLowerCase()} />
      </span>
    </div>
  )
}
