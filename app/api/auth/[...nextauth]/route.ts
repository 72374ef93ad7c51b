import NextAuth from 'next-auth'
import { portalRuntime } from '../../../../server/web/runtime.ts'
import { createAuthOptions } from '../auth-options.ts'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

async function handle(request: Request, context: Context): Promise<Response> {
  return await NextAuth(
    request as never,
    context,
    createAuthOptions(portalRuntime(), { headers: Object.fromEntries(request.headers) }),
  )
}

export { handle as GET, handle as POST }
