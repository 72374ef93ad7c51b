'use client'

import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json, jsonParseLinter } from '@codemirror/lang-json'
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useRef } from 'react'
import type { JsonEditorProps } from './json-editor-props.ts'
import { rangeOfPointer } from './pointer-range.ts'

/** Roles of tokens.css, so that both schemes are decided there. */
const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent-ink)' },
  { tag: tags.string, color: 'var(--good-ink)' },
  { tag: tags.number, color: 'var(--info-ink)' },
  { tag: [tags.bool, tags.null], color: 'var(--warn-ink)' },
])

const look = EditorView.theme({
  '&': { fontSize: '12.5px', backgroundColor: 'transparent', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': { fontFamily: 'var(--mantine-font-family-monospace)', padding: '10px 0', caretColor: 'var(--ink)' },
  // Of ten to 22 whole lines, under the space above the first one.
  '.cm-scroller': { lineHeight: '20px', minHeight: '220px', maxHeight: '450px', overflow: 'auto' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--ink-faint)', border: 'none' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 26%, transparent)',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--surface-active)', outline: 'none' },
  '.cm-tooltip': { background: 'var(--surface)', border: '1px solid var(--line-strong)', color: 'var(--ink)' },
})

/** The editor itself: heavy, so it is loaded by json-editor.tsx when it is needed. Tab leaves it, as in any field. */
export function CodeMirror({ value, onChange, label, faults, readOnly = false }: JsonEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const latest = useRef(onChange)
  latest.current = onChange

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; what follows it is below
  useEffect(() => {
    if (!host.current) return
    const state = EditorState.create({
      doc: value,
      extensions: [
        lineNumbers(),
        history(),
        indentOnInput(),
        bracketMatching(),
        json(),
        syntaxHighlighting(colours),
        look,
        EditorView.lineWrapping,
        EditorState.readOnly.of(readOnly),
        // What scrolls must be reachable by keyboard (WCAG 2.1.1).
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) latest.current(update.state.doc.toString())
        }),
      ],
    })
    const made = new EditorView({ state, parent: host.current })
    view.current = made
    return () => made.destroy()
  }, [])

  useEffect(() => {
    const current = view.current?.state.doc.toString()
    if (current === undefined || current === value) return
    view.current?.dispatch({ changes: { from: 0, to: current.length, insert: value } })
  }, [value])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has its faults in other places
  useEffect(() => {
    const editor = view.current
    if (!editor) return
    const malformed = editor.state.doc.length === 0 ? [] : jsonParseLinter()(editor)
    const found: Diagnostic[] =
      malformed.length > 0
        ? malformed
        : faults.map(({ pointer, message }) => ({
            ...rangeOfPointer(editor.state, pointer),
            severity: 'error',
            message,
          }))
    editor.dispatch(setDiagnostics(editor.state, found))
  }, [faults, value])

  return <div ref={host} />
}
