'use client'

import { useLocalStorage } from '@mantine/hooks'

/** Whether a receiver was seen, or is said, to verify signatures; remembered by the browser. */
export function useVerified() {
  return useLocalStorage({ key: 'postrider-verifies', defaultValue: false })
}
