import { type CSSProperties, lazy, Suspense } from 'react'
import { CopyIcon } from '../copy/copy-icon.tsx'
import classes from './code-block.module.css'
import type { CodeLanguage } from './coloured-code.tsx'
import { JsonText } from './json-text.tsx'

const ColouredCode = lazy(() => import('./coloured-code.tsx'))

/** What scrolls must be reachable by keyboard (WCAG 2.1.1). */
const reachableByKeyboard = { tabIndex: 0 }

const heightOf = (lines: number) => ({ '--lines': lines }) as CSSProperties

/** Text as it is, never as HTML: what receivers answered may be anything. */
export function CodeBlock({
  text,
  label,
  lines = 20,
  language,
}: {
  text: string
  label: string
  /** So many are shown before it scrolls, never half a one. */
  lines?: number | undefined
  /** Without one: in one colour. */
  language?: CodeLanguage | 'json' | undefined
}) {
  return (
    <div className={classes.block}>
      <section className={classes.scroll} style={heightOf(lines)} aria-label={label} {...reachableByKeyboard}>
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
