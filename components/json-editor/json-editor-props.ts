import type { FieldError } from '../../server/contract/errors.ts'

export interface JsonEditorProps {
  value: string
  onChange: (value: string) => void
  label: string
  /** Marked in the text where their pointers lead. */
  faults: readonly FieldError[]
  readOnly?: boolean
}
