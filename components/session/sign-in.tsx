'use client'

import { Button, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconLogin2 } from '@tabler/icons-react'
import { signIn } from 'next-auth/react'
import { useEffect, useState } from 'react'
import { CodeBlock } from '../code/code-block.tsx'
import { leaveEmbedded } from '../embed/leave-embedded.ts'
import { Brand } from '../shell/brand.tsx'
import { PasswordForm } from './password-form.tsx'
import { keepNextPath, nextPath } from './safe-next-path.ts'
import classes from './sign-in.module.css'

type Step = 'reading' | 'no-link' | 'ready' | 'signing-in' | 'refused' | 'offline'

/** The token is in the fragment, which browsers send to nobody; it leaves the address bar before anything else happens. */
function takeToken(): string | null {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token')
  if (token) window.history.replaceState(null, '', window.location.pathname + window.location.search)
  return token
}

/** Signing in takes a press of the button, so that a link preview that runs scripts does not use the link up. */
export function SignIn(props: {
  providers: { id: string; name: string }[]
  stranger: boolean
  failed: boolean
  /** A session was over, or was ended from somewhere else. */
  ended: boolean
  command: string
}) {
  const { providers, stranger, failed, ended, command } = props
  const [token, setToken] = useState<string | null>(null)
  const [step, setStep] = useState<Step>('reading')

  useEffect(() => {
    const read = () => {
      const found = takeToken()
      setToken(found)
      setStep(found ? 'ready' : 'no-link')
    }
    // A link pasted into a tab that shows this page already changes the fragment only: nothing is loaded again.
    const readAgain = () => window.location.hash && read()
    keepNextPath()
    read()
    window.addEventListener('hashchange', readAgain)
    return () => window.removeEventListener('hashchange', readAgain)
  }, [])

  async function redeem() {
    setStep('signing-in')
    await leaveEmbedded()
    const answer = await signIn('link', { token, redirect: false }).catch(() => undefined)
    if (!answer || answer.status >= 500) return setStep('offline')
    if (!answer.ok) return setStep('refused')
    window.location.assign(nextPath())
  }

  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <Brand />
        {step === 'reading' && <div className={classes.reserve} />}
        {(step === 'ready' || step === 'signing-in' || step === 'offline') && (
          <Stack gap="md">
            <div>
              <Title order={1}>Welcome to Postrider</Title>
              <Text c="dimmed" mt={4}>
                This link signs you in once. The browser stays signed in for 14 days.
              </Text>
            </div>
            {step === 'offline' && (
              <Notice title="Postrider did not answer">Your link was probably not used. Try again in a moment.</Notice>
            )}
            <Button
              size="md"
              fullWidth
              loading={step === 'signing-in'}
              onClick={redeem}
              leftSection={<IconLogin2 size={16} />}
            >
              Sign in
            </Button>
          </Stack>
        )}
        {step === 'refused' && (
          <Stack gap="md">
            <Title order={1}>This link does not work any more</Title>
            <Notice title="Used already, or older than 15 minutes">
              Links work once. If you did not use it yourself, tell whoever runs this Postrider.
            </Notice>
            <HowToGetALink what="a new link" command={command} />
          </Stack>
        )}
        {step === 'no-link' && (
          <Stack gap="md">
            <div>
              <Title order={1}>Sign in</Title>
              <Text c="dimmed" mt={4}>
                With your password, if you have set one, or with a link that works once.
              </Text>
            </div>
            {stranger && (
              <Notice title="Nobody here has this address">Ask whoever runs this Postrider to add you.</Notice>
            )}
            {ended && <Notice title="Your session has ended">Sign in again to go on where you were.</Notice>}
            {failed && <Notice title="Signing in did not work">Nothing was changed. Try again from here.</Notice>}
            <PasswordForm />
            {providers.map(({ id, name }) => (
              <Button key={id} variant="default" fullWidth onClick={() => void signIn(id, { callbackUrl: nextPath() })}>
                Sign in with {name}
              </Button>
            ))}
            <HowToGetALink what="a link" command={command} />
          </Stack>
        )}
      </div>
    </main>
  )
}

function HowToGetALink({ what, command }: { what: string; command: string }) {
  return (
    <Stack gap="xs">
      <Text size="sm" c="var(--ink-soft)">
        Get {what} on the machine that runs Postrider. Every start prints one as well.
      </Text>
      <CodeBlock text={command} label="Command for a link" />
    </Stack>
  )
}

function Notice({ title, children }: { title: string; children: string }) {
  return (
    <div className={classes.notice} role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <div>
        <Text size="sm" fw={550} c="var(--warn-ink)">
          {title}
        </Text>
        <Text size="sm" c="var(--ink-soft)">
          {children}
        </Text>
      </div>
    </div>
  )
}
