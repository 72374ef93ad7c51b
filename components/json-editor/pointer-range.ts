import { syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import { stepsOf } from '../../server/contract/json-pointer.ts'

type SyntaxNode = ReturnType<typeof syntaxTree>['topNode']

const containers = new Set(['Object', 'Array'])

/**
 * Where in the text a JSON pointer leads, as far as it does: the value itself, of an object or array its first sign. For faults,
 * which are best shown where somebody has to look.
 */
export function rangeOfPointer(state: EditorState, pointer: string): { from: number; to: number } {
  const root = syntaxTree(state).topNode.firstChild
  if (!root) return { from: 0, to: 0 }
  let node: SyntaxNode = root
  for (const part of stepsOf(pointer)) {
    const next = memberOf(state, node, part)
    if (!next) break
    node = next
  }
  return { from: node.from, to: containers.has(node.name) ? node.from + 1 : node.to }
}

function memberOf(state: EditorState, node: SyntaxNode, name: string): SyntaxNode | null {
  if (node.name === 'Array') return valuesOf(node)[Number(name)] ?? null
  if (node.name !== 'Object') return null
  const property = node.getChildren('Property').find((each) => nameOf(state, each) === name)
  return property?.lastChild ?? null
}

/** Brackets and commas are nodes as well. */
function valuesOf(array: SyntaxNode): SyntaxNode[] {
  const values: SyntaxNode[] = []
  for (let child = array.firstChild; child; child = child.nextSibling) {
    if (/^[A-Z]/.test(child.name)) values.push(child)
  }
  return values
}

function nameOf(state: EditorState, property: SyntaxNode): string | null {
  const name = property.getChild('PropertyName')
  if (!name) return null
  try {
    return JSON.parse(state.sliceDoc(name.from, name.to))
  } catch {
    return null
  }
}
