'use client'

import { Skeleton } from '@mantine/core'
import dynamic from 'next/dynamic'
import type { FieldError } from '../../server/contract/errors.ts'
import classes from './json-editor.module.css'

export interface JsonEditorProps {
  value: string
  onChange: (value: string) => void
  label: string
  /** Marked in the text where their pointers lead. */
  faults: readonly FieldError[]
  readOnly?: boolean
}

const CodeMirror = dynamic(async () => (await import('./code-mirror.tsx')).CodeMirror, {
  ssr: false,
  loading: () => <Skeleton height={220} />,
})

/** JSON to be edited, character for character: nothing is indented or parsed and written again. */
export function JsonEditor(props: JsonEditorProps) {
  return (
    <div className={classes.editor}>
      <CodeMirror {...props} />
    </div>
  )
}
