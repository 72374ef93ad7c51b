'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { exactTime } from '../time/time-text.ts'
import { setAnswering, useAwaySince } from '../trpc/connection.ts'
import classes from './connection-notice.module.css'

const askEveryMs = 2_000

/** Says on every page that Postrider does not answer, asks whether it does again, and then brings the page up to date. */
export function ConnectionNotice() {
  const queryClient = useQueryClient()
  const since = useAwaySince()
  const isAway = since !== null

  useEffect(() => {
    if (!isAway) return
    const timer = setInterval(async () => {
      const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => null)
      if (!answer?.ok) return
      setAnswering(true)
      void queryClient.invalidateQueries()
    }, askEveryMs)
    return () => clearInterval(timer)
  }, [isAway, queryClient])

  // The browser would leave for a page of its own that says nothing but that.
  useEffect(() => {
    if (!isAway) return
    const stay = (event: MouseEvent) => {
      const link = (event.target as Element).closest('a[href^="/"]')
      const leaves = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey
      if (!link || !leaves) return
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('click', stay, { capture: true })
    return () => document.removeEventListener('click', stay, { capture: true })
  }, [isAway])

  if (since === null) return null
  return (
    <div role="alert" className={classes.notice}>
      <strong>Postrider does not answer.</strong> This page is from before {exactTime(since).slice(11, 19)} and goes on
      by itself when it does again; links wait until then.
    </div>
  )
}
