import { meRouter } from './me-router.ts'
import { router } from './procedures.ts'

/** Everything the portal can ask. One router per noun, each line binding an operation of the contract to its use case. */
export const appRouter = router({
  me: meRouter,
})

export type AppRouter = typeof appRouter
