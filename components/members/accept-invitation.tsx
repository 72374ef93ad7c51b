'use client'

import { Button, PasswordInput, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { signIn } from 'next-auth/react'
import { useEffect, useRef, useState } from 'react'
import type { PendingInvitation } from '../../server/contract/invitation.ts'
import { leaveEmbedded } from '../embed/leave-embedded.ts'
import classes from '../session/sign-in.module.css'
import { Brand } from '../shell/brand.tsx'
import { roleWords } from './role-words.ts'

type Step =
  | { name: 'reading' | 'refused' | 'offline' }
  | { name: 'ready'; token: string; invitation: PendingInvitation }

/** The token is in the fragment, which browsers send to nobody; it leaves the address bar before anything else happens. */
function takeToken(): string | null {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token')
  if (token) window.history.replaceState(null, '', window.location.pathname)
  return token
}

async function ask(token: string | null): Promise<Step> {
  if (!token) return { name: 'refused' }
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch('/api/invitation', { method: 'POST', headers, body: JSON.stringify({ token }) }).catch(
    () => null,
  )
  if (answer?.ok) return { name: 'ready', token, invitation: await answer.json() }
  return { name: answer?.status === 401 ? 'refused' : 'offline' }
}

/** Where the link of an invitation leads. */
export function AcceptInvitation({ providers }: { providers: { id: string; name: string }[] }) {
  const [step, setStep] = useState<Step>({ name: 'reading' })
  const taken = useRef(false)
  useEffect(() => {
    // The token is in the address once: an effect that runs twice must not look twice.
    if (taken.current) return
    taken.current = true
    void ask(takeToken()).then(setStep)
  }, [])
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <Brand />
        {step.name === 'reading' && <Skeleton height={220} />}
        {step.name === 'refused' && (
          <div role="alert">
            <Title order={1}>This invitation does not work any more</Title>
            <Text c="dimmed" mt="xs">
              It was used already, is older than seven days, or was revoked. Ask whoever invited you for a new link.
            </Text>
          </div>
        )}
        {step.name === 'offline' && (
          <div role="alert">
            <Title order={1}>Postrider did not answer</Title>
            <Text c="dimmed" mt="xs">
              Your invitation was not used. Open the link again in a moment.
            </Text>
          </div>
        )}
        {step.name === 'ready' && <Join token={step.token} invitation={step.invitation} providers={providers} />}
      </div>
    </main>
  )
}

function Join(props: { token: string; invitation: PendingInvitation; providers: { id: string; name: string }[] }) {
  const { token, providers } = props
  const { email, role, tenant, is_known } = props.invitation
  const [outcome, setOutcome] = useState<'none' | 'busy' | { problem: string }>('none')
  const form = useForm({ initialValues: { name: '', password: '' } })

  async function join({ name, password }: { name: string; password: string }) {
    setOutcome('busy')
    await leaveEmbedded()
    const answer = await signIn('invitation', { token, name, password, redirect: false }).catch(() => undefined)
    if (answer?.ok) return window.location.assign('/')
    const words = answer?.error === 'CredentialsSignin' ? 'The link was used or revoked meanwhile.' : answer?.error
    setOutcome({ problem: words ?? 'Postrider did not answer. Try again in a moment.' })
  }

  return (
    <form onSubmit={form.onSubmit((values) => void join(values))}>
      <Stack gap="md">
        <div>
          <Title order={1}>Join {tenant ?? 'this Postrider'}</Title>
          <Text c="dimmed" mt={4}>
            {email} is invited as {roleWords[role].label.toLowerCase()}.
          </Text>
        </div>
        {!is_known && (
          <TextInput label="Your name" autoComplete="name" required maxLength={200} {...form.getInputProps('name')} />
        )}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <PasswordInput
          label={is_known ? 'Your password' : 'New password'}
          description={
            is_known
              ? 'This address has an account here. Leave it empty if you are signed in with it.'
              : 'At least 12 characters.'
          }
          autoComplete={is_known ? 'current-password' : 'new-password'}
          required={!is_known}
          {...form.getInputProps('password')}
        />
        {typeof outcome === 'object' && (
          <Text size="sm" c="var(--bad-ink)" role="alert">
            {outcome.problem}
          </Text>
        )}
        <Button type="submit" fullWidth loading={outcome === 'busy'}>
          Join
        </Button>
        {providers.map(({ id, name }) => (
          <Button key={id} variant="default" fullWidth onClick={() => void signIn(id, { callbackUrl: '/' })}>
            {is_known ? `Sign in with ${name} first` : `Join with ${name}`}
          </Button>
        ))}
      </Stack>
    </form>
  )
}
