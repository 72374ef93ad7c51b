'use client'

import { useBrowserText } from '../hydration/use-browser-text.ts'
import { type OpenSpan, spanWords } from '../time/span-words.ts'

/** Of UTC until the page lives: as long as the other, so that nothing moves. */
export function SpanText({ span }: { span: OpenSpan }) {
  return useBrowserText(
    () => spanWords(span),
    () => spanWords(span, 'UTC'),
  )
}
