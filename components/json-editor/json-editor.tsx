'use client'

import { Skeleton } from '@mantine/core'
import dynamic from 'next/dynamic'
import classes from './json-editor.module.css'
import type { JsonEditorProps } from './json-editor-props.ts'

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
