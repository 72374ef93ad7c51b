'use client'

import { QueryCache, type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink } from '@trpc/client'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useState } from 'react'
import type { AppRouter } from '../../server/trpc/router.ts'
import { connectionLink } from './connection.ts'
import { onceLink } from './once-link.ts'
import { problemOf } from './problem.ts'
import { createQueryClient } from './query-client.ts'

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

export { useTRPC, useTRPCClient }

/**
 * A session that ended elsewhere shows at the next question: go and sign in, and come back here afterwards. A frame cannot
 * show the sign-in page, and who sits there has nothing to sign in with.
 */
function leaveWhenSignedOut(error: unknown, embedded: boolean): void {
  if (problemOf(error).code !== 'unauthenticated' || window.location.pathname === '/sign-in') return
  const back = window.location.pathname + window.location.search
  window.location.assign(embedded ? '/embed/ended' : `/sign-in?ended=1&next=${encodeURIComponent(back)}`)
}

function createBrowserClient(embedded: boolean): QueryClient {
  const queryCache = new QueryCache({
    onError: (error) => {
      if (typeof window !== 'undefined') leaveWhenSignedOut(error, embedded)
    },
  })
  return createQueryClient({ queryCache })
}

/** One query client per browser tab; on the server one per request, so that no answer reaches another person. */
export function PortalClient({ embedded, children }: { embedded: boolean; children: ReactNode }) {
  const [queryClient] = useState(() => createBrowserClient(embedded))
  const [trpcClient] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [onceLink, connectionLink, httpBatchLink({ url: '/api/trpc', maxURLLength: 4000, maxItems: 12 })],
    }),
  )
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  )
}
