import type { ParseArgsOptionsConfig } from 'node:util'
import type { Api } from './api.ts'
import type { Output } from './output.ts'

/** What a command's `run` works with: options and words as parsed, the server, the terminal. */
export interface Invocation {
  options: Record<string, string | boolean | string[] | undefined>
  words: string[]
  /** Made when first called, so that commands that need no server need no key. `afterwards`: goes on after Ctrl-C, to tidy up. */
  api(when?: 'afterwards'): Api
  out: Output
  /** Aborted by Ctrl-C. */
  stopping: AbortSignal
}

export interface Command {
  /** What follows `postrider <name>` in the help. */
  usage: string
  summary: string
  /** Lines of help on the options, in the order they are shown. */
  help: [option: string, words: string][]
  options: ParseArgsOptionsConfig
  /** Returns an exit code of `exitCodes`. Throws UsageError, ApiError or ConnectionError. */
  run(invocation: Invocation): Promise<number>
}

export const exitCodes = {
  ok: 0,
  /** The server refused, a delivery failed, a signature does not verify. */
  failed: 1,
  usage: 2,
  /** The server cannot be reached. */
  unreachable: 3,
} as const

/** What was typed cannot be understood; the message says how to type it. */
export class UsageError extends Error {}

export function textOption(options: Invocation['options'], name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

export function requiredOption(options: Invocation['options'], name: string): string {
  const value = textOption(options, name)
  if (value === undefined) throw new UsageError(`--${name} is missing.`)
  return value
}
