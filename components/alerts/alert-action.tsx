'use client'

import { Button } from '@mantine/core'
import { IconAdjustments, IconHistory } from '@tabler/icons-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ResumeButton } from '../controls/pause-buttons.tsx'
import { useMay } from '../session/viewer.tsx'
import { useResume } from '../subscriptions/use-resume.ts'
import cells from '../table/cells.module.css'

/** The one thing that most likely ends an alert, for those who may do it. */
export function AlertAction({ kind, subscription }: { kind: string; subscription: string }) {
  const mayWrite = useMay('subscriptions:write')
  const mayReplay = useMay('replays:write')
  if (kind === 'circuit_open' || kind === 'subscription_disabled')
    return mayWrite && <Resume id={subscription} wasDisabled={kind === 'subscription_disabled'} />
  const page = `/subscriptions/${subscription}`
  if (kind === 'dead_letters_growing' && mayReplay) {
    return (
      <LinkButton href={`${page}?tab=recovery&recover=dead-letters`} icon={<IconHistory size={14} />}>
        Recover…
      </LinkButton>
    )
  }
  if (kind === 'oldest_waiting' && mayWrite) {
    return (
      <LinkButton href={`${page}?tab=settings`} icon={<IconAdjustments size={14} />}>
        Raise its limits…
      </LinkButton>
    )
  }
  return null
}

/** The alert stays until the next look: meanwhile it says that the button was pressed, which may be pressed again. */
function Resume({ id, wasDisabled }: { id: string; wasDisabled: boolean }) {
  const resume = useResume(wasDisabled)
  return (
    <>
      <ResumeButton size="compact-sm" pending={resume.isPending} onClick={() => resume.mutate({ id })} />
      {resume.isSuccess && (
        <span className={cells.faint}>Resumed. The alert resolves itself within a minute of its recovery.</span>
      )}
    </>
  )
}

function LinkButton({ href, icon, children }: { href: string; icon: ReactNode; children: string }) {
  return (
    <Button component={Link} href={href} variant="default" size="compact-sm" leftSection={icon}>
      {children}
    </Button>
  )
}
