import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignIn } from '../../components/session/sign-in.tsx'
import { isSignedIn } from '../portal-queries.ts'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[]>>
}) {
  const { ended } = await searchParams
  if (!ended && (await isSignedIn())) redirect('/')
  return <SignIn />
}
