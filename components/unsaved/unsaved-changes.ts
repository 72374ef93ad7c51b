import { useEffect, useSyncExternalStore } from 'react'
import { isSame } from './changed-only.ts'

/** One entry for each form with changes that nobody saved. */
const changed = new Set<object>()
const listeners = new Set<() => void>()
let asked: (() => void) | null = null

const tellAll = () => {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const hasUnsaved = () => changed.size > 0

/** Whether a form of this page, in sight or not, has changes that nobody saved. */
export const useHasUnsaved = () => useSyncExternalStore(subscribe, hasUnsaved, () => false)

/** What waits for an answer: goes away from unsaved changes. */
export const useAsked = () =>
  useSyncExternalStore(
    subscribe,
    () => asked,
    () => null,
  )

/** Does what takes a form away: at once, or when the person agrees to lose what was not saved. `loses`: whether something would be lost. */
export function askToLeave(leave: () => void, loses = hasUnsaved()): void {
  if (loses) {
    asked ??= leave
    tellAll()
  } else leave()
}

export function answer(leaves: boolean): void {
  const leave = asked
  asked = null
  // Agreed to once: going back asks the browser, which asks this page again.
  if (leaves) changed.clear()
  tellAll()
  if (leaves) leave?.()
}

const askOfBrowser = (event: BeforeUnloadEvent) => event.preventDefault()

/** For a form: while it has changes, whoever is about to lose them is asked. */
export function useUnsaved(isChanged: boolean): void {
  useEffect(() => {
    if (!isChanged) return
    const entry = {}
    changed.add(entry)
    tellAll()
    window.addEventListener('beforeunload', askOfBrowser)
    return () => {
      changed.delete(entry)
      tellAll()
      window.removeEventListener('beforeunload', askOfBrowser)
    }
  }, [isChanged])
}

/** Of plain values: what was typed and taken back is no change. Mantine's own answer takes an entry added and removed for one. */
export function isChanged(form: { values: unknown; getInitialValues: () => unknown }): boolean {
  return !isSame(form.values, form.getInitialValues())
}
