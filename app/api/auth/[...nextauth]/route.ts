import NextAuth from 'next-auth'
import { createAuthOptions } from '../../../../server/auth/auth-options.ts'
import { portalRuntime } from '../../../../server/web/runtime.ts'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

async function handle(request: Request, context: Context): Promise<Response> {
  return await NextAuth(request as never, context, createAuthOptions(portalRuntime()))
}

export { handle as GET, handle as POST }
