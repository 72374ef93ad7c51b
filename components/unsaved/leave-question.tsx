'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { optionalPart } from '../early-input/optional-part.ts'
import { askToLeave, hasUnsaved, useAsked, useHasUnsaved } from './unsaved-changes.ts'

/** Comes with the first change. */
const LeaveDialog = dynamic(() => optionalPart(async () => (await import('./leave-dialog.tsx')).LeaveDialog), {
  ssr: false,
})

const isElsewhere = (url: URL) => url.pathname !== window.location.pathname

/** Before links and the browser's way back take a form with unsaved changes away. What else goes to a page calls `askToLeave`. */
export function LeaveQuestion() {
  const router = useRouter()
  const hasChanges = useHasUnsaved()
  const isAsked = useAsked() !== null
  useEffect(() => {
    // Next has `onNavigate` for each link; this hears of all of them, before they do anything.
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>('a[href]')
      if (!link || !hasUnsaved() || event.button !== 0) return
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      if ((link.target && link.target !== '_self') || link.hasAttribute('download')) return
      const url = new URL(link.href)
      // Another site is left to the browser, which asks by itself.
      if (url.origin !== window.location.origin || !isElsewhere(url)) return
      event.preventDefault()
      askToLeave(() => router.push(url.pathname + url.search + url.hash))
    }
    const onNavigate = (event: NavigateEvent) => {
      if (event.navigationType !== 'traverse' || !event.cancelable || !hasUnsaved()) return
      const { key, url } = event.destination
      if (!isElsewhere(new URL(url))) return
      event.preventDefault()
      askToLeave(() => window.navigation.traverseTo(key))
    }
    window.addEventListener('click', onClick, true)
    // Not in every browser.
    window.navigation?.addEventListener('navigate', onNavigate)
    return () => {
      window.removeEventListener('click', onClick, true)
      window.navigation?.removeEventListener('navigate', onNavigate)
    }
  }, [router])

  return (hasChanges || isAsked) && <LeaveDialog opened={isAsked} />
}
