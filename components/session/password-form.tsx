import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { signIn } from 'next-auth/react'
import { useState } from 'react'
import { leaveEmbedded } from '../embed/leave-embedded.ts'
import { nextPath } from './safe-next-path.ts'

type Outcome = 'none' | 'busy' | 'refused' | 'offline'

const words = {
  refused: 'Email or password is wrong. After many tries, wait a few minutes.',
  offline: 'Postrider did not answer. Try again in a moment.',
}

/** Signing in with a password. Whatever was wrong with it, the answer is the same. */
export function PasswordForm() {
  const [outcome, setOutcome] = useState<Outcome>('none')
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (email) => (email.trim() === '' ? 'Enter your email address.' : null),
      password: (password) => (password === '' ? 'Enter your password.' : null),
    },
  })

  async function submit(values: { email: string; password: string }) {
    setOutcome('busy')
    await leaveEmbedded()
    const answer = await signIn('password', { ...values, redirect: false }).catch(() => undefined)
    if (!answer || answer.status >= 500) return setOutcome('offline')
    if (!answer.ok) return setOutcome('refused')
    window.location.assign(nextPath())
  }

  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Stack gap="sm">
        <TextInput
          label="Email"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          {...form.getInputProps('password')}
        />
        {(outcome === 'refused' || outcome === 'offline') && (
          <Text size="sm" c="var(--bad-ink)" role="alert">
            {words[outcome]}
          </Text>
        )}
        <Button type="submit" size="sm" fullWidth loading={outcome === 'busy'}>
          Sign in with password
        </Button>
      </Stack>
    </form>
  )
}
