import type { UseFormReturnType } from '@mantine/form'
import { useEffect, useRef } from 'react'
import { followed } from './changed-only.ts'

/** Lets a form follow what the server has by now, but for what was typed into it. */
export function useFollowed<Values extends object>(
  form: Pick<UseFormReturnType<Values>, 'getInitialValues' | 'getValues' | 'setValues' | 'setInitialValues'>,
  now: Values,
  follows: boolean,
): void {
  const current = useRef(form)
  current.current = form
  const text = JSON.stringify(now)
  useEffect(() => {
    const { getInitialValues, getValues, setValues, setInitialValues } = current.current
    const before = getInitialValues()
    if (!follows || text === JSON.stringify(before)) return
    const then: Values = JSON.parse(text)
    const values = followed(getValues(), before, then)
    setInitialValues(then)
    setValues(values)
  }, [text, follows])
}
