'use client'

import { Button, Group, Text, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import classes from './enter-embedded.module.css'
import { leaveEmbedded } from './leave-embedded.ts'

/** The end of an embedded portal: says so, and where the way back is. */
export function SessionEnded({ returnUrl }: { returnUrl: string | null }) {
  const [framed, setFramed] = useState(true)
  useEffect(() => setFramed(window.self !== window.top), [])

  async function goToOwnPortal() {
    await leaveEmbedded()
    window.location.assign('/')
  }

  return (
    <main className={classes.page}>
      <div role="status">
        <Title order={1}>Your session has ended</Title>
        <Text c="dimmed" mt={4}>
          {returnUrl
            ? 'Nothing is lost. Go back and open this page from there again.'
            : 'Nothing is lost. Reload the page around this one, or open it again from where you came from.'}
        </Text>
        <Group justify="center" mt="md">
          {returnUrl && (
            <Button component="a" href={returnUrl} target="_top">
              Go back
            </Button>
          )}
          {!framed && (
            <Button variant="default" onClick={() => void goToOwnPortal()}>
              Sign in to Postrider instead
            </Button>
          )}
        </Group>
      </div>
    </main>
  )
}
