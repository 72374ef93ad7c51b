/** Bytes as the API shows them: text where they are UTF-8, else base64. `truncated`: there was more. */
export function bodyExcerpt(
  bytes: Uint8Array,
  truncated: boolean,
): { text: string; encoding: 'utf-8' | 'base64'; truncated: boolean } {
  try {
    // stream: a character that was cut in two at the end is left out and no fault.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: truncated })
    return { text, encoding: 'utf-8', truncated }
  } catch {
    return { text: Buffer.from(bytes).toString('base64'), encoding: 'base64', truncated }
  }
}
