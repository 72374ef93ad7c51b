/** Text and bytes, as a browser, the server and the command line all have it. */

export function utf8Bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** Every sign one byte; what does not fit into one is cut, as Latin-1 readers do it. */
export function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (sign) => (sign.codePointAt(0) ?? 0) & 0xff)
}

/** An even number of hexadecimal digits; others give bytes that match nothing. */
export function hexBytes(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

/** Base64 with or without padding, of either alphabet; what is none of it is skipped. */
export function base64Bytes(text: string): Uint8Array {
  const signs = text
    .replace(/=.*$/s, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replaceAll(/[^A-Za-z0-9+/]/g, '')
  const whole = signs.length % 4 === 1 ? signs.slice(0, -1) : signs
  return latin1Bytes(atob(whole))
}

export function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
