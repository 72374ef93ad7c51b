import { lazy, Suspense } from 'react'
import { CopyIcon } from '../copy/copy-icon.tsx'
import classes from './code-block.module.css'
import type { CodeLanguage } from './coloured-code.tsx'
import { JsonText } from './json-text.tsx'

const ColouredCode = lazy(() => import('./coloured-code.tsx'))

/** What scrolls must be reachable by keyboard (WCAG 2.1.1). */
const reachableByKeyboard = { tabIndex: 0 }

/** Text as it is, never as HTML: what receivers answered may be anything. */
export function CodeBlock({
  text,
  label,
  maxHeight = 420,
  language,
}: {
  text: string
  label: string
  maxHeight?: number | undefined
  /** Without one: in one colour. */
  language?: CodeLanguage | 'json' | undefined
}) {
  return (
    <div className={classes.block}>
      <section className={classes.scroll} style={{ maxHeight }} aria-label={label} {...reachableByKeyboard}>
        <pre className={classes.text}>
          {language === 'json' && <JsonText text={text} />}
          {language === undefined && text}
          {language && language !== 'json' && (
            <Suspense fallback={text}>
              <ColouredCode text={text} language={language} />
            </Suspense>
          )}
        </pre>
      </section>
      <span className={classes.copy}>
        <CopyIcon value={text} what={label.toLowerCase()} />
      </span>
    </div>
  )
}
