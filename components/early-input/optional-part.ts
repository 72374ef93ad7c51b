import type { ComponentType } from 'react'

const tries = 3
const pauseMs = 2_000

/**
 * Loads a part of the frame around the pages that they do without: where its script does not come, the part is missing, and no
 * page falls with it.
 */
export async function optionalPart<Props>(load: () => Promise<ComponentType<Props>>): Promise<ComponentType<Props>> {
  for (let tried = 1; ; tried++) {
    try {
      return await load()
    } catch {
      if (tried === tries) return () => null
      await new Promise((done) => setTimeout(done, pauseMs))
    }
  }
}
