import type { AuthOptions, User } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { z } from 'zod'
import type { SignedIn } from '../../../server/auth/open-session.ts'
import type { PortalRuntime } from '../../../server/web/runtime.ts'

import { providerOptions } from './identity-options.ts'

const LinkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

const Password = z.object({ email: z.string().min(1).max(320), password: z.string().min(1).max(256) })

/** As in server/auth/open-session.ts; next-auth wants it in seconds. */
const sessionSeconds = 14 * 86_400

interface CredentialRequest {
  headers?: Record<string, string>
}

function callerOf(request: CredentialRequest) {
  return {
    ip: request.headers?.['x-postrider-client-address'] || null,
    userAgent: request.headers?.['user-agent'] ?? null,
  }
}

function asUser(signedIn: SignedIn | null): (User & SignedIn) | null {
  return signedIn && { ...signedIn, id: signedIn.userId }
}

/** next-auth shows the message of whatever is thrown: only what was written for people may be. Bundled apart, so by name. */
function tellOnlyWhatIsMeant(error: unknown): never {
  if (error instanceof Error && error.name === 'PostriderError') throw new Error(error.message)
  throw new Error('Postrider could not do it. Try again in a moment.')
}

/** next-auth as the portal uses it: it proves who somebody is and carries the session's id; rows decide everything else. */
export function createAuthOptions(runtime: PortalRuntime, request: CredentialRequest): AuthOptions {
  const { sessionCookie } = runtime
  return {
    secret: runtime.authSecret,
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: {
        name: sessionCookie.name,
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: sessionCookie.secure },
      },
    },
    providers: [
      CredentialsProvider({
        id: 'link',
        name: 'Sign-in link',
        credentials: { token: {} },
        async authorize(credentials, request) {
          const token = LinkToken.safeParse(credentials?.token)
          if (!token.success) return null
          return asUser(await runtime.redeemSignInLink({ token: token.data, ...callerOf(request) }))
        },
      }),
      CredentialsProvider({
        id: 'password',
        name: 'Password',
        credentials: { email: {}, password: {} },
        async authorize(credentials, request) {
          const given = Password.safeParse({ email: credentials?.email, password: credentials?.password })
          if (!given.success) return null
          return asUser(await runtime.signInWithPassword({ ...given.data, ...callerOf(request) }))
        },
      }),
      CredentialsProvider({
        id: 'invitation',
        name: 'Invitation',
        credentials: { token: {}, name: {}, password: {} },
        async authorize(credentials, request) {
          const token = LinkToken.safeParse(credentials?.token)
          if (!token.success) return null
          const { name = '', password = '' } = credentials ?? {}
          const cookieHeader = request.headers?.cookie ?? null
          const given = { token: token.data, name, password: password.slice(0, 1_000), cookieHeader }
          return asUser(await runtime.acceptInvitation({ ...given, ...callerOf(request) }).catch(tellOnlyWhatIsMeant))
        },
      }),
      ...runtime.identityProviders.map(providerOptions),
    ],
    callbacks: {
      async signIn({ user, account }) {
        const method = account?.provider
        if (method !== 'github' && method !== 'oidc') return true
        const signedIn = user.email
          ? await runtime.signInWithIdentity({ method, email: user.email, ...callerOf(request) })
          : null
        if (!signedIn) return '/sign-in?refused=1'
        // The same object is what `jwt` gets below.
        Object.assign(user, asUser(signedIn))
        return true
      },
      jwt({ token, user }) {
        const signedIn = user as (User & SignedIn) | undefined
        return signedIn ? { ...token, userId: signedIn.userId, sessionId: signedIn.sessionId } : token
      },
      // Nothing but the name leaves the cookie: pages ask the procedures for the rest.
      session: ({ session }) => ({ expires: session.expires, user: { name: session.user?.name ?? null } }),
    },
    events: {
      async signOut({ token }) {
        const { sessionId, userId, name } = token
        if (typeof sessionId !== 'string' || typeof userId !== 'string') return
        await runtime.endSession({ sessionId, userId, name: name ?? 'Unknown' })
      },
    },
    logger: { error: (code) => runtime.logFault(code), warn: () => undefined, debug: () => undefined },
  }
}
