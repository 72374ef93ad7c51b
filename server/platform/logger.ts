import pino from 'pino'
import { errorFacts } from './error-facts.ts'
import { logSettings } from './log-settings.ts'

const { format, level } = logSettings(process.env, process.stdout.isTTY)

/**
 * Lines on standard output: JSON, or text for people. Log identifiers (tenant, event, delivery, attempt), never payloads,
 * secrets or keys. `err` and `error` may be an Error.
 */
export const logger = pino(
  {
    level,
    base: { part: process.env.POSTRIDER_PART },
    serializers: { error: errorFacts },
  },
  // Loaded only where it is used.
  format === 'text' ? (await import('./text-log.ts')).textLog() : undefined,
)
