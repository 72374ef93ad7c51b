'use client'

import { readSessionStorageValue, useSessionStorage } from '@mantine/hooks'
import { useEffect } from 'react'
import { useViewer } from '../session/viewer.tsx'
import type { SubscriptionFormValues } from './form-values.ts'

interface DraftForm {
  values: SubscriptionFormValues
  setValues: (values: Partial<SubscriptionFormValues>) => void
  isDirty: () => boolean
}

/**
 * Keeps what was typed, for this person in this tab and without the secret and the headers, which may hold credentials: whoever
 * looks something up on another page finds it again. Does nothing unless `isKept`. Returns what forgets it, for when it was saved.
 */
export function useFormDraft(form: DraftForm, isKept: boolean): () => void {
  const viewer = useViewer()
  const key = `postrider-new-subscription-${viewer.id}`
  const [, keep, forget] = useSessionStorage<SubscriptionFormValues | null>({ key, defaultValue: null })
  const { values } = form

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form is there
  useEffect(() => {
    const kept = isKept ? readSessionStorageValue<SubscriptionFormValues | null>({ key }) : null
    if (kept) form.setValues(kept)
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something was typed
  useEffect(() => {
    if (isKept && form.isDirty()) keep({ ...values, secret: '', headers: '' })
  }, [values])

  return forget
}
