import { readFile } from 'node:fs/promises'
import { diagnoseSignature } from '../server/signature-rules/diagnose-signature.ts'
import { nodeSignatureTools } from '../server/signing/verify-signature.ts'
import { type Command, exitCodes, requiredOption, textOption, UsageError } from './command.ts'
import { readTime } from './time.ts'

const marks = { passed: 'ok  ', failed: 'FAIL', not_reached: '    ' }

/** Verifies a received request on this machine. Secret and body go nowhere. */
export const verify: Command = {
  usage: '--secret <whsec_...> --header <name: value>... --body <file>',
  summary: 'Say why a signature does not verify, without a server',
  help: [
    ['--secret <whsec_...>', 'what the receiver verifies with'],
    ['--header <name: value>', 'a header as received; may be repeated'],
    ['--body <file>', 'the body, byte for byte; - reads standard input'],
    ['--at <time>', 'when it was received: 2h, or ISO 8601; default: now'],
    ['--scheme <scheme>', 'postrider (X-PT-Signature) or standard (Standard Webhooks); default: what is there'],
  ],
  options: {
    secret: { type: 'string' },
    header: { type: 'string', multiple: true },
    body: { type: 'string' },
    at: { type: 'string' },
    scheme: { type: 'string' },
  },
  async run({ options, out }) {
    const file = requiredOption(options, 'body')
    const body = await readFile(file === '-' ? '/dev/stdin' : file).catch((error: Error) => {
      throw new UsageError(`--body cannot be read: ${error.message}`)
    })
    const scheme = textOption(options, 'scheme') ?? null
    if (scheme !== null && scheme !== 'postrider' && scheme !== 'standard') {
      throw new UsageError('--scheme is postrider or standard.')
    }
    const receivedAt = readTime(textOption(options, 'at') ?? 'now', 'at', Date.now())
    const found = diagnoseSignature(
      {
        headers: headersOf((options.header as string[] | undefined) ?? []),
        body,
        givenSecret: requiredOption(options, 'secret'),
        liveSecrets: null,
        receivedAt: Math.floor(Date.parse(receivedAt) / 1000),
        scheme,
      },
      nodeSignatureTools,
    )
    const lines = found.steps.map(({ name, outcome, message }) => `${marks[outcome]}  ${name.padEnd(9)}  ${message}`)
    out.result(found, [...lines, ...found.hints.map(({ message }) => `Hint: ${message}`)].join('\n'))
    return found.ok ? exitCodes.ok : exitCodes.failed
  },
}

function headersOf(given: string[]): Record<string, string[]> {
  const headers: Record<string, string[]> = {}
  for (const line of given) {
    const at = line.indexOf(':')
    if (at < 1) throw new UsageError(`--header ${JSON.stringify(line)}: write it as "name: value".`)
    const name = line.slice(0, at).trim()
    headers[name] = [...(headers[name] ?? []), line.slice(at + 1).trim()]
  }
  return headers
}
