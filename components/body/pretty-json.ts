/**
 * Indents JSON without reading it into values: numbers beyond 2^53, key order, escapes and duplicate keys stay as they
 * were signed and sent. Null when the text is not JSON.
 */
export function prettyJson(text: string): string | null {
  if (!isJson(text)) return null
  let out = ''
  let depth = 0
  const line = () => `\n${'  '.repeat(depth)}`
  for (const token of text.matchAll(tokens)) {
    const [found] = token
    const isEmpty = /^[{[]\s*[}\]]$/.test(found)
    if (isEmpty) out += found[0] + (found.at(-1) ?? '')
    else if (found === '{' || found === '[') {
      depth += 1
      out += found + line()
    } else if (found === '}' || found === ']') {
      depth -= 1
      out += line() + found
    } else if (found === ',') out += `,${line()}`
    else if (found === ':') out += ': '
    else out += found
  }
  return out
}

const tokens = /"(?:[^"\\]|\\.)*"|\{\s*\}|\[\s*\]|[{}[\],:]|[^\s{}[\],:"]+/g

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Control characters as visible symbols (U+2400 and on), except line breaks and tabs: a terminal trick stays harmless text. */
export function visibleControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, (character) => {
    const code = character.charCodeAt(0)
    return code === 0x7f ? '\u2421' : String.fromCharCode(0x2400 + code)
  })
}
