import { PostriderError } from '../contract/errors.ts'

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d

/** Deeper nesting is refused outright, so that the stack of open brackets has a fixed size. */
const deepestNesting = 1000

/**
 * Walks over JSON (RFC 8259) in its bytes, once, and tells where each value begins and ends. Nothing is decoded, so
 * nothing changes: numbers beyond 2^53, escapes and key order stay as they were written. The bytes must be valid UTF-8.
 * Every fault is a PostriderError `malformed_json` that names the byte.
 */
export class JsonScanner {
  readonly bytes: Buffer
  position = 0
  /** Whether the string that was passed last holds an escape. */
  sawEscape = false
  readonly #open = new Uint8Array(deepestNesting)

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  /** Passes white space and returns the byte behind it without passing that; -1 at the end. */
  peek(): number {
    const { bytes } = this
    let position = this.position
    let byte = bytes[position]
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = bytes[++position]
    this.position = position
    return byte === undefined ? -1 : byte
  }

  /** Passes white space and the byte, which must come next. */
  expect(byte: number): void {
    if (this.peek() !== byte) throw this.fault()
    this.position++
  }

  /** Passes a string and returns its text, which must be a property name or a short value. */
  readString(): string {
    const start = this.position
    this.skipString()
    const end = this.position
    if (this.sawEscape) return JSON.parse(this.bytes.toString('utf8', start, end)) as string
    return this.bytes.toString('utf8', start + 1, end - 1)
  }

  /** Passes the string that begins at the position. */
  skipString(): void {
    const { bytes } = this
    if (bytes[this.position] !== quote) throw this.fault()
    let position = this.position + 1
    let escaped = false
    for (;;) {
      const byte = bytes[position] as number
      if (byte === quote) break
      if (byte === backslash) {
        escaped = true
        position = this.#skipEscape(position)
      } else if (byte >= 0x20) position++
      else {
        // A bare control character, or (undefined) the end of the bytes.
        this.position = position
        throw this.fault()
      }
    }
    this.sawEscape = escaped
    this.position = position + 1
  }

  /** Passes one value of any kind, white space before it included. Returns how deep brackets nest in it: 0 for a scalar. */
  skipValue(): number {
    let depth = 0
    let deepest = 0
    for (;;) {
      const byte = this.peek()
      if (byte === openBrace || byte === openBracket) {
        if (depth === deepestNesting)
          throw new PostriderError('malformed_json', 'The JSON nests too deep: data may nest 64 levels deep.')
        this.#open[depth++] = byte
        if (depth > deepest) deepest = depth
        this.position++
        if (byte === openBrace) {
          if (this.peek() !== closeBrace) {
            this.#skipName()
            continue
          }
        } else if (this.peek() !== closeBracket) continue
      } else if (byte === quote) this.skipString()
      else this.#skipScalar(byte)

      // A value has ended, or an empty container is about to: close what closes here, or go on to the next member.
      for (;;) {
        if (depth === 0) return deepest
        const next = this.peek()
        const isObject = this.#open[depth - 1] === openBrace
        if (next === comma) {
          this.position++
          if (isObject) {
            this.peek()
            this.#skipName()
          }
          break
        }
        if (next !== (isObject ? closeBrace : closeBracket)) throw this.fault()
        this.position++
        depth--
      }
    }
  }

  /** White space may follow to the end, nothing else. */
  expectEnd(): void {
    if (this.peek() !== -1) throw this.fault()
  }

  fault(): PostriderError {
    const where = this.position >= this.bytes.length ? 'it ends too early' : `see byte ${this.position}`
    return new PostriderError('malformed_json', `The body is not valid JSON: ${where}.`)
  }

  #skipName(): void {
    this.skipString()
    this.expect(colon)
  }

  #skipEscape(position: number): number {
    const { bytes } = this
    const kind = bytes[position + 1]
    if (kind === 0x75) {
      for (let digit = position + 2; digit < position + 6; digit++) {
        if (!isHexDigit(bytes[digit])) {
          this.position = Math.min(digit, bytes.length)
          throw this.fault()
        }
      }
      return position + 6
    }
    // " \ / b f n r t
    if (
      kind === 0x22 ||
      kind === 0x5c ||
      kind === 0x2f ||
      kind === 0x62 ||
      kind === 0x66 ||
      kind === 0x6e ||
      kind === 0x72 ||
      kind === 0x74
    ) {
      return position + 2
    }
    this.position = position + 1
    throw this.fault()
  }

  #skipScalar(byte: number): void {
    if (byte === 0x74) this.#skipLiteral('true')
    else if (byte === 0x66) this.#skipLiteral('false')
    else if (byte === 0x6e) this.#skipLiteral('null')
    else this.#skipNumber()
  }

  #skipLiteral(literal: string): void {
    for (let index = 0; index < literal.length; index++) {
      if (this.bytes[this.position] !== literal.charCodeAt(index)) throw this.fault()
      this.position++
    }
  }

  #skipNumber(): void {
    const { bytes } = this
    if (bytes[this.position] === 0x2d) this.position++
    if (bytes[this.position] === 0x30) this.position++
    else this.#skipDigits()
    if (bytes[this.position] === 0x2e) {
      this.position++
      this.#skipDigits()
    }
    const exponent = bytes[this.position]
    if (exponent === 0x65 || exponent === 0x45) {
      this.position++
      const sign = bytes[this.position]
      if (sign === 0x2b || sign === 0x2d) this.position++
      this.#skipDigits()
    }
  }

  /** One digit at least. */
  #skipDigits(): void {
    const { bytes } = this
    if (!isDigit(bytes[this.position])) throw this.fault()
    while (isDigit(bytes[this.position])) this.position++
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}

function isHexDigit(byte: number | undefined): boolean {
  return isDigit(byte) || (byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66)
}
