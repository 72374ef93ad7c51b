import { test as base } from 'vitest'
import { makeTenant } from './engine.ts'
import { type Receiver, startReceiver } from './receiver.ts'

/** A test that may name what it needs: `receiver`, one of its own that ends with it, and `tenant`, a new one. */
export const test = base.extend<{ receiver: Receiver; tenant: { id: string; publicId: string } }>({
  receiver: async ({ task: _ }, use) => {
    await using receiver = await startReceiver()
    await use(receiver)
  },
  tenant: async ({ task: _ }, use) => use(await makeTenant()),
})
