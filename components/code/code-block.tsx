import { CopyIcon } from '../copy/copy-icon.tsx'
import classes from './code-block.module.css'

/** Text as it is, never as HTML: what receivers answered may be anything. */
export function CodeBlock({ text, label, maxHeight = 420 }: { text: string; label: string; maxHeight?: number | undefined }) {
  return (
    <div className={classes.block}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className={classes.text} style={{ maxHeight }} tabIndex={0} aria-label={label}>
        {text}
      </pre>
      <span className={classes.copy}>
        <CopyIcon value={text} what={label.toLowerCase()} />
      </span>
    </div>
  )
}
