'use client'

import { ActionIcon, TextInput, type TextInputProps } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import classes from './moment-input.module.css'
import { isUnreadable, momentFault, momentMs, momentText } from './moment-text.ts'

/**
 * A moment in the reader's time: written as the portal writes times, or picked in the calendar of the browser. An input of type
 * datetime-local alone would write it as the browser's language does, `11/28/2026, 05:00 PM`. `value`: as it is written, for momentMs.
 */
export function MomentInput({
  value = '',
  onChange,
  error,
  ...props
}: Omit<TextInputProps, 'value' | 'onChange' | 'label'> & {
  label: string
  value?: string
  onChange: (value: string) => void
}) {
  const native = useRef<HTMLInputElement>(null)
  const [isWritten, setIsWritten] = useState(false)
  const isWrong = isUnreadable(value)
  const isRead = value !== '' && !isWrong
  return (
    <TextInput
      {...props}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onFocus={() => setIsWritten(false)}
      onBlur={() => {
        setIsWritten(true)
        const tidy = momentText(momentMs(value))
        if (isRead && tidy !== value) onChange(tidy)
      }}
      onKeyDown={({ key }) => key === 'Enter' && setIsWritten(true)}
      error={(isWritten && isWrong && momentFault) || error}
      placeholder="2026-11-28 17:00"
      autoComplete="off"
      rightSection={
        <span className={classes.picking}>
          <ActionIcon
            size="sm"
            aria-label={`${props.label}: open a calendar`}
            onClick={() => openPicker(native.current)}
          >
            <IconCalendar size={14} />
          </ActionIcon>
          <input
            ref={native}
            type="datetime-local"
            className={classes.native}
            tabIndex={-1}
            aria-hidden
            value={isRead ? momentText(momentMs(value)).replace(' ', 'T') : ''}
            onChange={({ currentTarget }) =>
              onChange(currentTarget.value && momentText(momentMs(currentTarget.value.slice(0, 16))))
            }
          />
        </span>
      }
    />
  )
}

/** Browsers refuse it to pages within pages of others: there it is written. */
function openPicker(input: HTMLInputElement | null) {
  try {
    input?.showPicker()
  } catch {
    input?.closest('.mantine-TextInput-root')?.querySelector('input')?.focus()
  }
}
