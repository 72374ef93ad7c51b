import { Anchor } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react'
import Link from 'next/link'
import { problemOf } from '../trpc/problem.ts'

/** The button is a cross without words. */
const closeButtonProps = { 'aria-label': 'Close' }

/** It happened. One that is still shown is not said twice. */
export function toastDone(message: string): void {
  notifications.show({ id: message, message, color: 'var(--good)', icon: <IconCheck size={16} />, closeButtonProps })
}

/** It was accepted and will happen: never say "sent" of what is only queued. `watch`: the page that shows `watched`. */
export function toastQueued(text: string, watch?: string, watched = 'See how far it is'): void {
  const message = watch ? <Watched text={text} href={watch} words={watched} /> : text
  notifications.show({ id: text, message, color: 'var(--info)', icon: <IconClock size={16} />, closeButtonProps })
}

function Watched({ text, href, words }: { text: string; href: string; words: string }) {
  return (
    <>
      {text}{' '}
      <Anchor component={Link} href={href} inherit>
        {words}
      </Anchor>
    </>
  )
}

/** It did not happen, and why: what a call threw, or a sentence. Stays until it is read. */
export function toastProblem(title: string, error: unknown): void {
  const detail = typeof error === 'string' ? error : problemOf(error).detail
  notifications.show({
    closeButtonProps,
    title,
    message: detail,
    color: 'var(--bad)',
    icon: <IconAlertTriangle size={16} />,
    autoClose: 12_000,
  })
}
