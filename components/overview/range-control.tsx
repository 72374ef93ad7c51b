'use client'

import { Button, Group, Popover, SegmentedControl, Stack, Switch, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCalendar, IconZoomOut } from '@tabler/icons-react'
import { useState } from 'react'
import { MomentInput } from '../fields/moment-input.tsx'
import { momentMs, momentText } from '../fields/moment-text.ts'
import classes from './range-control.module.css'
import { longestMs, type Range, ranges, type Span, shortestMs } from './ranges.ts'
import { SpanText } from './span-text.tsx'

interface Chosen {
  range?: Range
  from: Date | null
  to: Date | null
}

/** How far back, between which moments, and whether the period before is shown too. */
export function RangeControl(props: {
  span: Span
  range: Range
  compare: boolean
  onChange: (chosen: Chosen) => void
  onCompare: (compare: boolean) => void
}) {
  const { span, range } = props
  return (
    <Group gap="xs">
      <Switch
        className={classes.compare}
        size="xs"
        label="Compare"
        checked={props.compare}
        onChange={(event) => props.onCompare(event.currentTarget.checked)}
      />
      {span.isFixed && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconZoomOut size={14} />}
          onClick={() => props.onChange({ from: null, to: null })}
        >
          Zoom out
        </Button>
      )}
      <SegmentedControl
        size="xs"
        aria-label="Time range"
        data={ranges.map((value) => ({ value, label: value.replace(/(?=\D)/, '\u00a0') }))}
        value={span.isFixed ? '' : range}
        onChange={(value) => props.onChange({ range: value as Range, from: null, to: null })}
      />
      <OwnRange
        key={`${span.isFixed} ${span.fromMs} ${span.isFixed && span.toMs}`}
        span={span}
        onChange={props.onChange}
      />
    </Group>
  )
}

function faultOf(lengthMs: number): string | null {
  if (lengthMs <= 0) return 'It ends before it begins.'
  if (lengthMs < shortestMs) return 'At least five minutes.'
  return lengthMs > longestMs ? 'At most 400 days.' : null
}

function OwnRange({ span, onChange }: { span: Span; onChange: (chosen: Chosen) => void }) {
  const [opened, { toggle, close }] = useDisclosure(false)
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const length = momentMs(until) - momentMs(from)
  const fault = faultOf(length)
  const open = () => {
    setFrom(momentText(span.fromMs))
    setUntil(momentText(span.toMs))
    setIsAsked(false)
    toggle()
  }
  return (
    <Popover opened={opened} onChange={close} position="bottom-end" trapFocus withArrow>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconCalendar size={14} />} onClick={open}>
          {span.isFixed ? <SpanText span={span} /> : 'Custom'}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            setIsAsked(true)
            if (fault || Number.isNaN(length)) return
            close()
            onChange({ from: new Date(momentMs(from)), to: new Date(momentMs(until)) })
          }}
        >
          <Stack gap="sm" w={230}>
            <MomentInput
              label="From"
              value={from}
              error={isAsked && from === '' && 'Say from when on.'}
              onChange={setFrom}
            />
            <MomentInput
              label="Until"
              value={until}
              error={fault ?? (isAsked && until === '' && 'Say until when.')}
              onChange={setUntil}
            />
            <Text size="xs" c="var(--ink-soft)">
              Or draw across a chart.
            </Text>
            <Button type="submit" size="xs">
              Show
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
