'use client'

import { Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import type { PortalViewer } from '../../server/contract/portal-viewer.ts'
import { optionalPart } from '../early-input/optional-part.ts'
import { useViewer } from '../session/viewer.tsx'
import { askToLeave } from '../unsaved/unsaved-changes.ts'
import { isTyping } from './is-typing.ts'
import { mayOpen, navigation } from './navigation.ts'
import { openCommandPalette } from './open-command-palette.ts'
import { useSingleKeys } from './single-keys.ts'

/** Comes when it is asked for. */
const KeyboardHelp = dynamic(() => optionalPart(async () => (await import('./keyboard-help.tsx')).KeyboardHelp), {
  ssr: false,
})

/** How long after `g` the letter of a page counts. */
const leaderMs = 1_500

const pagesFor = (viewer: PortalViewer) =>
  navigation.flatMap(({ items }) => items).filter((item) => mayOpen(item, viewer))

/** The first field of a list's filters that takes text. */
const searchField = 'main search input:not([readonly], [type="hidden"])'

/** Ctrl or Cmd and K opens the palette, `g` and a letter goes to a page, `/` into the search of a list, `?` says so. Single keys can be switched off (WCAG 2.1.4). */
export function Keyboard() {
  const router = useRouter()
  const viewer = useViewer()
  const [opened, { open, close }] = useDisclosure(false)
  const [enabled, setEnabled] = useSingleKeys()
  const leaderAt = useRef(0)
  const pages = pagesFor(viewer)

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key === 'k') {
        event.preventDefault()
        return openCommandPalette()
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === '?') return open()
      if (!enabled) return
      const field = event.key === '/' && document.querySelector<HTMLInputElement>(searchField)
      if (field) {
        event.preventDefault()
        return field.focus()
      }
      const isSecond = performance.now() - leaderAt.current < leaderMs
      leaderAt.current = event.key === 'g' ? performance.now() : 0
      const page = isSecond && pagesFor(viewer).find(({ key }) => key === event.key)
      if (page) askToLeave(() => router.push(page.href))
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [router, open, enabled, viewer])

  return (
    <Modal opened={opened} onClose={close} title="Keyboard" size="lg">
      <KeyboardHelp pages={pages} singleKeys={[enabled, setEnabled]} />
    </Modal>
  )
}
