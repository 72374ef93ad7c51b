export interface JsonToken {
  text: string
  /** Null: punctuation and space. */
  kind: 'name' | 'string' | 'number' | 'word' | null
}

const tokens = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*)|\b(true|false|null)\b/g

/** JSON taken apart for colouring. Nothing is lost: the texts of all tokens together are the text. */
export function jsonTokens(text: string): JsonToken[] {
  const found: JsonToken[] = []
  let end = 0
  const add = (part: string | undefined, kind: JsonToken['kind']) => {
    if (part) found.push({ text: part, kind })
  }
  for (const match of text.matchAll(tokens)) {
    const [whole, quoted, colon, number, word] = match
    add(text.slice(end, match.index), null)
    add(quoted, colon === undefined ? 'string' : 'name')
    add(colon, null)
    add(number, 'number')
    add(word, 'word')
    end = match.index + whole.length
  }
  add(text.slice(end), null)
  return found
}
