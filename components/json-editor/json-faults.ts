import { json } from '@codemirror/lang-json'
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import type { FieldError } from '../../server/contract/errors.ts'
import { rangeOfPointer } from './pointer-range.ts'

export interface LineFault {
  /** Of the text, from 1. */
  line: number
  message: string
}

/** Reading the text for its lines may take so long. */
const parseMs = 200

/** In which line each fault lies, in the order of the lines. */
export function faultsByLine(text: string, faults: readonly FieldError[]): LineFault[] {
  if (faults.length === 0) return []
  const state = stateOf(text)
  return faults
    .map(({ pointer, message }) => ({ line: state.doc.lineAt(rangeOfPointer(state, pointer).from).number, message }))
    .sort((a, b) => a.line - b.line)
}

/** Where a text stops being JSON; null: it is JSON, or blank. */
export function malformedAt(text: string): LineFault | null {
  if (text.trim() === '') return null
  try {
    JSON.parse(text)
    return null
  } catch (error) {
    return { line: firstBrokenLine(stateOf(text)), message: `Not JSON: ${(error as Error).message}` }
  }
}

/** Browsers word the place differently, or leave it out: the parser of the editor knows it. */
function firstBrokenLine(state: EditorState): number {
  let at = state.doc.length
  syntaxTree(state).iterate({
    enter: ({ type, from }) => {
      if (type.isError) at = Math.min(at, from)
    },
  })
  return state.doc.lineAt(at).number
}

function stateOf(text: string): EditorState {
  const state = EditorState.create({ doc: text, extensions: [json()] })
  ensureSyntaxTree(state, text.length, parseMs)
  return state
}
