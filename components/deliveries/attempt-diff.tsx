'use client'

import { Text } from '@mantine/core'
import { diffLines } from 'diff'
import type { Attempt } from '../../server/contract/delivery.ts'
import { prettyJson, visibleControls } from '../body/pretty-json.ts'
import { duration, exactTime } from '../time/time-text.ts'
import classes from './attempt-diff.module.css'
import { type Compared, compared, compareHeaders } from './compare-attempts.ts'
import { outcomeText } from './outcome.ts'

/** Comparing two bodies that have nothing in common takes long and says nothing. */
const mostMs = 500

const reachableByKeyboard = { tabIndex: 0 }

/** What two attempts of a delivery have in common and where they differ. `names`: what to call them. */
export function AttemptDiff(props: { before: Attempt; after: Attempt; names: [before: string, after: string] }) {
  const { before, after, names } = props
  const facts = [
    compared('Result', outcomeText(before), outcomeText(after)),
    compared('Detail', before.error_detail, after.error_detail),
    compared('URL', before.url, after.url),
    compared('Address', before.remote_address, after.remote_address),
    compared('Started', exactTime(Date.parse(before.started_at)), exactTime(Date.parse(after.started_at))),
    compared('Duration', duration(before.duration_ms), duration(after.duration_ms)),
  ].filter((fact) => fact.before !== null || fact.after !== null)
  return (
    <div className={classes.diff}>
      <Part title="Attempts">
        <ComparedTable label="Attempts compared" rows={facts} names={names} />
      </Part>
      <Part title="Response">
        <ComparedTable
          label="Response headers compared"
          rows={compareHeaders(before.response.headers, after.response.headers)}
          names={names}
        />
        <BodyDiff label="Response body compared" before={before.response.body} after={after.response.body} />
      </Part>
      <Part title="Request">
        <ComparedTable
          label="Request headers compared"
          rows={compareHeaders(before.request.headers, after.request.headers)}
          names={names}
        />
        <BodyDiff label="Request body compared" before={before.request.body} after={after.request.body} />
      </Part>
    </div>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </section>
  )
}

function ComparedTable({ label, rows, names }: { label: string; rows: Compared[]; names: [string, string] }) {
  if (rows.length === 0) return <Quiet>Neither has headers.</Quiet>
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">{names[0]}</th>
            <th scope="col">{names[1]}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name} data-changed={row.isChanged || undefined}>
              <th scope="row">{row.name}</th>
              <td>{row.before === null ? '—' : visibleControls(row.before)}</td>
              <td>{row.after === null ? '—' : visibleControls(row.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type Body = Attempt['response']['body']

function BodyDiff({ label, before, after }: { label: string; before: Body; after: Body }) {
  if (before === null && after === null) return <Quiet>Neither has a body.</Quiet>
  if (before?.text === after?.text && before?.encoding === after?.encoding) {
    return <Quiet>{before?.text === '' ? 'Both bodies are empty.' : 'The bodies are the same.'}</Quiet>
  }
  const parts = diffLines(linesOf(before), linesOf(after), { timeout: mostMs })
  if (!parts) return <Quiet>The bodies have too little in common to be compared.</Quiet>
  return (
    <section className={classes.lines} aria-label={label} {...reachableByKeyboard}>
      {parts.map(({ value, added, removed }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
        <pre key={index} data-side={added ? 'after' : removed ? 'before' : undefined}>
          {prefixed(value, added ? '+ ' : removed ? '- ' : '  ')}
        </pre>
      ))}
    </section>
  )
}

function linesOf(body: Body): string {
  if (body === null) return ''
  return `${visibleControls((body.encoding === 'utf-8' ? prettyJson(body.text) : null) ?? body.text)}\n`
}

/** Not by colour alone (WCAG 1.4.1). */
function prefixed(lines: string, mark: string): string {
  return lines
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => mark + line)
    .join('\n')
}

function Quiet({ children }: { children: string }) {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  )
}
