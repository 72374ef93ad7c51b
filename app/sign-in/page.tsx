import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignIn } from '../../components/session/sign-in.tsx'
import { portalRuntime } from '../../server/web/runtime.ts'
import { isSignedIn } from '../portal-queries.ts'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[]>>
}) {
  const { ended, refused, error } = await searchParams
  if (!ended && (await isSignedIn())) redirect('/')
  const { identityProviders, signInCommand } = portalRuntime()
  const providers = identityProviders.map(({ id, name }) => ({ id, name }))
  return (
    <SignIn
      providers={providers}
      stranger={refused !== undefined}
      failed={error !== undefined}
      ended={ended !== undefined}
      command={signInCommand}
    />
  )
}
