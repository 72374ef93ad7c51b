'use client'

import { Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { isEventPattern, patternFault } from '../../server/contract/event-pattern.ts'
import { count } from '../overview/figures.ts'
import { useMay } from '../session/viewer.tsx'
import { RelativeTime } from '../time/relative-time.tsx'
import { useTRPCClient } from '../trpc/portal-client.tsx'
import { problemOf } from '../trpc/problem.ts'
import { filterOf, filterTextFault } from './filter-text.ts'
import { eventsFault } from './form-values.ts'
import classes from './match-preview.module.css'

/** Which recent events the patterns and the filter (as typed) would have matched: a wrong one shows before it is saved. */
export function MatchPreview(props: { owner: { tenant?: string } | null; events: string[]; filter: string }) {
  const { owner, events } = props
  const client = useTRPCClient()
  const mayRead = useMay('events:read')
  const wrong = events.filter((pattern) => !isEventPattern(pattern))
  const [patterns] = useDebouncedValue(events, 200)
  const [typed] = useDebouncedValue(props.filter, 200)
  const filter = filterTextFault(typed) === null ? filterOf(typed) : null
  const { data, error } = useQuery({
    queryKey: ['preview-matches', owner?.tenant, patterns, filter],
    queryFn: ({ signal }) =>
      client.subscriptions.previewMatches.mutate({ events: patterns, filter, ...owner }, { signal }),
    enabled: mayRead && owner !== null && patterns.length > 0 && patterns.every(isEventPattern),
    placeholderData: keepPreviousData,
    retry: false,
  })
  if (wrong.length > 0) {
    return (
      <Text component="div" size="xs" c="var(--bad-ink)" role="alert">
        {wrong.map((pattern) => (
          <div key={pattern}>{`“${pattern}” ${patternFault}.`}</div>
        ))}
      </Text>
    )
  }
  if (patterns.length === 0) return null
  const [fault] = error ? problemOf(error).errors : []
  if (fault) {
    return (
      <Text size="xs" c="var(--bad-ink)" role="alert">
        {eventsFault(fault, patterns)}
      </Text>
    )
  }
  if (!data) return null
  if (data.looked === 0) {
    return (
      <Text size="xs" c="dimmed">
        Nothing was published yet, so there is nothing to compare with.
      </Text>
    )
  }
  const kinds = data.types.slice(0, 4)
  return (
    <div className={classes.preview} role="status" data-none={data.matched === 0 || undefined}>
      <p className={classes.line}>
        {data.matched === 0 ? 'None' : count(data.matched)} of the last {count(data.looked)}{' '}
        {data.looked === 1 ? 'event' : 'events'} would have matched
        {data.matched > 0 && <>, the newest </>}
        {data.types[0] && <RelativeTime at={newestOf(data.types)} />}.
      </p>
      {kinds.length > 0 && (
        <ul className={classes.kinds}>
          {kinds.map(({ type, version, count: events }) => (
            <li key={`${type}@${version}`}>
              <code>{type}</code> {count(events)}
            </li>
          ))}
          {data.types.length > kinds.length && <li>and {data.types.length - kinds.length} more types</li>}
        </ul>
      )}
      {data.sample[0] && (
        <Link href={`/events/${data.sample[0].event}`} target="_blank" className={classes.link}>
          Look at the newest
        </Link>
      )}
    </div>
  )
}

function newestOf(types: { last_at: string }[]): string {
  return (
    types
      .map(({ last_at }) => last_at)
      .sort()
      .at(-1) ?? ''
  )
}
