import { isDeadlock } from './database-fault.ts'

/** Victims of a deadlock get a fresh chance; more than this many in a row are not chance. */
const maxTries = 5

/** Runs a whole transaction again when PostgreSQL ended it to resolve a deadlock. `run` must act on nothing else. */
export async function retryDeadlocks<Output>(run: () => Promise<Output>): Promise<Output> {
  for (let tries = 1; ; tries++) {
    try {
      return await run()
    } catch (error) {
      if (!isDeadlock(error) || tries === maxTries) throw error
    }
  }
}
