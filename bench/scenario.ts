import type { Api } from './installation.ts'
import type { Stack } from './stack.ts'

/** One measurement: prints nothing, returns its lines. */
export interface Scenario {
  name: string
  /** What is measured, in one sentence. */
  about: string
  run(stack: Stack, api: Api): Promise<string[]>
}
