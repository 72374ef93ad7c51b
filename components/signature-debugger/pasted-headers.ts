type Headers = Record<string, string[]>

/** `-H 'Name: value'` of a cURL command, `Name: value` of a log, `"name": "value",` of JSON: the name and the value. */
const line = /^\s*(?:(?:-H|--header)\s+)?["']?([A-Za-z0-9-]+)["']?\s*:\s*(.*?)\s*\\?$/

/** Headers as people paste them, a line each or a JSON object. Lines that are none are left out. */
export function pastedHeaders(text: string): Headers {
  return fromJson(text) ?? fromLines(text)
}

function fromJson(text: string): Headers | null {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null
    const entries = Object.entries(parsed).map(([name, value]) => [name, [value].flat().map(String)])
    return Object.fromEntries(entries)
  } catch {
    return null
  }
}

function fromLines(text: string): Headers {
  const headers: Headers = {}
  for (const each of text.split('\n')) {
    const [, name, value] = line.exec(each) ?? []
    if (name !== undefined) headers[name] = [...(headers[name] ?? []), unquoted(value ?? '')]
  }
  return headers
}

/** What remains of quotes around a value, or around the whole line, and of the comma after it. */
function unquoted(value: string): string {
  return value.replace(/,$/, '').replace(/^["']/, '').replace(/["']$/, '')
}

export function headerLines(headers: Record<string, string | string[]>): string {
  return Object.entries(headers)
    .flatMap(([name, value]) => [value].flat().map((each) => `${name}: ${each}`))
    .join('\n')
}
