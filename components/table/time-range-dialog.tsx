'use client'

import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { inputTime } from '../time/time-text.ts'
import { type TimeRange, timeRangeFault } from './time-range.ts'

/** Asks between which moments, in the reader's time. */
export function TimeRangeDialog(props: {
  range: TimeRange
  onChange: (range: TimeRange) => void
  onClose: () => void
}) {
  const { after, before } = props.range
  const [from, setFrom] = useState(after ? inputTime(after.getTime()) : '')
  const [until, setUntil] = useState(before ? inputTime(before.getTime()) : '')
  const [isTried, setIsTried] = useState(false)
  const fault = timeRangeFault(from, until)
  const isSaid = isTried || (from !== '' && until !== '')
  return (
    <Modal opened onClose={props.onClose} title="Between" size="xs">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setIsTried(true)
          if (fault) return
          props.onChange({ after: from ? new Date(from) : null, before: until ? new Date(until) : null })
          props.onClose()
        }}
      >
        <Stack gap="sm">
          <TextInput
            type="datetime-local"
            label="From"
            data-autofocus
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label="Until"
            description="Left empty: until now."
            value={until}
            error={isSaid && fault}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={props.onClose}>
              Back
            </Button>
            <Button type="submit">Show</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
