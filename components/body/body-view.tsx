'use client'

import { Button, SegmentedControl, Text } from '@mantine/core'
import { useState } from 'react'
import { CodeBlock } from '../code/code-block.tsx'
import { count } from '../overview/figures.ts'
import classes from './body-view.module.css'
import { prettyJson, visibleControls } from './pretty-json.ts'

/** Beyond this, laying out the text makes the page stutter; the rest is shown on demand. */
const shownCharacters = 200_000

interface Body {
  text: string
  encoding: 'utf-8' | 'base64'
  truncated: boolean
}

/** A body as text, indented or as it was sent. The signature covers the sent form: that is what copying gives. */
export function BodyView({ body, label }: { body: Body; label: string }) {
  const [form, setForm] = useState('pretty')
  const [whole, setWhole] = useState(false)
  if (body.text === '')
    return (
      <Text size="sm" c="dimmed">
        Empty.
      </Text>
    )
  const pretty = body.encoding === 'utf-8' ? prettyJson(body.text) : null
  const text = visibleControls(pretty !== null && form === 'pretty' ? pretty : body.text)
  const isCut = !whole && text.length > shownCharacters
  return (
    <div className={classes.body}>
      <div className={classes.bar}>
        <Text size="xs" c="dimmed">
          {size(body.text, body.encoding)}
          {body.encoding === 'base64' && ', binary, shown as base64'}
          {body.truncated && ', cut off: only the beginning is kept'}
        </Text>
        {pretty !== null && (
          <SegmentedControl
            size="xs"
            aria-label={`Form of ${label.toLowerCase()}`}
            value={form}
            onChange={setForm}
            data={[
              { value: 'pretty', label: 'Pretty' },
              { value: 'raw', label: 'Raw' },
            ]}
          />
        )}
      </div>
      <CodeBlock
        text={isCut ? text.slice(0, shownCharacters) : text}
        label={label}
        language={pretty === null ? undefined : 'json'}
      />
      {isCut && (
        <Button variant="default" onClick={() => setWhole(true)}>
          Show all {count(text.length)} characters
        </Button>
      )}
    </div>
  )
}

function size(text: string, encoding: Body['encoding']): string {
  const bytes = encoding === 'base64' ? Math.floor((text.replaceAll('=', '').length * 3) / 4) : new Blob([text]).size
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(2)} MiB`
}
