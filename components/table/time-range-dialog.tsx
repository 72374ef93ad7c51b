'use client'

import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { MomentInput } from '../fields/moment-input.tsx'
import { isUnreadable, momentMs, momentText } from '../fields/moment-text.ts'
import { type TimeRange, timeRangeFault } from './time-range.ts'

/** Asks between which moments, in the reader's time. */
export function TimeRangeDialog(props: {
  range: TimeRange
  onChange: (range: TimeRange) => void
  onClose: () => void
}) {
  const { after, before } = props.range
  const [from, setFrom] = useState(after ? momentText(after.getTime()) : '')
  const [until, setUntil] = useState(before ? momentText(before.getTime()) : '')
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
          if (fault || isUnreadable(from) || isUnreadable(until)) return
          props.onChange({
            after: from ? new Date(momentMs(from)) : null,
            before: until ? new Date(momentMs(until)) : null,
          })
          props.onClose()
        }}
      >
        <Stack gap="sm">
          <MomentInput label="From" data-autofocus value={from} onChange={setFrom} />
          <MomentInput
            label="Until"
            description="Left empty: until now."
            value={until}
            error={isSaid && fault}
            onChange={setUntil}
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
