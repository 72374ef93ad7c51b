'use client'

import { useBrowserText } from '../hydration/use-browser-text.ts'
import { spanWords } from '../time/span-words.ts'
import type { Span } from './ranges.ts'

/** Of UTC until the page lives: as long as the other, so that nothing moves. */
export function SpanText({ span }: { span: Span }) {
  return useBrowserText(
    () => spanWords(span),
    () => spanWords(span, 'UTC'),
  )
}
