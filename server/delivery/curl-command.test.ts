import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { curlCommand } from './curl-command.ts'

/** Runs the command in a shell where curl only tells its arguments, and what came through a pipe. */
function runIn(shell: string, command: string): { args: string[]; piped: string } {
  const fake = `curl() { for a in "$@"; do printf '%s\\0' "$a"; done; case "$*" in *@-) printf '\\0'; cat;; esac; }`
  const output = execFileSync(shell, [], { input: `${fake}\n${command}\n`, encoding: 'utf8', maxBuffer: 8_000_000 })
  const [args = '', piped = ''] = output.split('\0\0')
  return { args: args.split('\0').filter((arg, index, all) => arg !== '' || index < all.length - 1), piped }
}

const request = (body: string, headers: Record<string, string> = {}) => ({ headers, body: Buffer.from(body) })

describe.each(['sh', 'bash'])('in %s', (shell) => {
  test('every argument arrives as it was meant', () => {
    const nasty = `{"a":"it's $HOME \`id\` \\n !! \\\\ \\" * ? ~ # & | ; < > ( ) [x] {y}","é":"\u2028"}`
    const command = curlCommand(
      "https://example.com/h?a=b&c='d'&[1]",
      request(nasty, { 'X-Quote': `it's "$(id)"`, 'X-Empty': '' }),
    )
    expect(runIn(shell, command).args).toEqual([
      '--globoff',
      '-X',
      'POST',
      "https://example.com/h?a=b&c='d'&[1]",
      '-H',
      `X-Quote: it's "$(id)"`,
      '-H',
      'X-Empty;',
      '--data-raw',
      nasty,
    ])
  })

  test('any text survives', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => !/[\0\r]/.test(value))
    fc.assert(
      fc.property(text, (body) => {
        expect(runIn(shell, curlCommand('https://example.com/', request(body))).args.at(-1)).toBe(body)
      }),
      { numRuns: 40 },
    )
  })

  test('a body too long for an argument goes through a pipe, without a line break that nobody signed', () => {
    const body = `{"text":"${"it's long ".repeat(60_000)}"}`
    expect(runIn(shell, curlCommand('https://example.com/', request(body))).piped).toBe(body)
  })
})
