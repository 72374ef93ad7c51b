'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/**
 * Text that only the browser knows, such as a time where the reader is. Until the page lives it is `onServer`, which says the same
 * in both, or React would build the page a second time.
 */
export function useBrowserText(inBrowser: () => string, onServer: () => string): string {
  return useSyncExternalStore(never, inBrowser, onServer)
}
