'use client'

import { Loader, Text, Title } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import classes from './enter-embedded.module.css'

/** The code is in the fragment, which browsers send to nobody; it leaves the address bar before anything else happens. */
function takeCode(): string | null {
  const code = new URLSearchParams(window.location.hash.slice(1)).get('code')
  if (code) window.history.replaceState(null, '', window.location.pathname + window.location.search)
  return code
}

/** Trades the code of the link for a session and goes to the portal. */
export function EnterEmbedded() {
  const [refused, setRefused] = useState(false)
  const taken = useRef(false)

  useEffect(() => {
    // A code works once: an effect that runs twice must not ask twice.
    if (taken.current) return
    taken.current = true
    void enter(takeCode()).then((entered) => (entered ? window.location.replace('/') : setRefused(true)))
  }, [])

  return (
    <main className={classes.page}>
      {refused ? (
        <div role="alert">
          <Title order={1}>This page has to be opened again</Title>
          <Text c="dimmed" mt={4}>
            Go back to where you came from and open it from there: the link works once, within five minutes.
          </Text>
        </div>
      ) : (
        <Loader aria-label="Opening" />
      )}
    </main>
  )
}

async function enter(code: string | null): Promise<boolean> {
  if (!code) return false
  const answer = await fetch('/api/portal-session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  }).catch(() => null)
  return answer?.ok ?? false
}
