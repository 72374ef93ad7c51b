import { type QueryCache, QueryClient } from '@tanstack/react-query'
import { problemOf } from './problem.ts'

const hopeless = new Set([400, 401, 403, 404, 409, 413, 422])

/** Reads are tried twice more when the fault may pass; what the caller did wrong is shown at once. */
export function createQueryClient(options: { queryCache?: QueryCache } = {}): QueryClient {
  return new QueryClient({
    ...options,
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && !hopeless.has(problemOf(error).status),
      },
    },
  })
}
