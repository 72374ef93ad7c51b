'use client'

import { useLocalStorage } from '@mantine/hooks'

/** Whether keys without Ctrl do anything; remembered by the browser. */
export function useSingleKeys() {
  return useLocalStorage({ key: 'postrider-single-keys', defaultValue: true })
}
