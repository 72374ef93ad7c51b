'use client'

import { useHotkeys } from '@mantine/hooks'
import { isTyping } from './is-typing.ts'
import { useSingleKeys } from './single-keys.ts'

/** What single keys do while they are switched on; from a checkbox as well, which takes no letters. */
export function useKeys(keys: Record<string, () => unknown>): void {
  const [enabled] = useSingleKeys()
  useHotkeys(
    Object.entries(keys).map(([key, act]) => [
      key,
      (event) => enabled && !isTyping(event.target) && act(),
      { preventDefault: false },
    ]),
    [],
  )
}
