import type { Environment } from './env.ts'

export interface LogSettings {
  format: 'json' | 'text'
  level: NonNullable<Environment['LOG_LEVEL']>
}

/**
 * Machines get JSON with everything, whoever reads along in a terminal gets lines of text and only what matters. An empty
 * variable counts as not set.
 */
export function logSettings(given: Record<string, string | undefined>, isTerminal: boolean): LogSettings {
  const format = given.LOG_FORMAT || (isTerminal ? 'text' : 'json')
  const level = given.LOG_LEVEL || (format === 'text' ? 'warn' : 'info')
  return { format, level } as LogSettings
}
