import pino from 'pino'

/**
 * JSON lines on standard output. Log identifiers (tenant, event, delivery, attempt), never payloads, secrets or keys.
 */
export const logger = pino({ level: process.env.LOG_LEVEL || 'info', base: { part: process.env.POSTRIDER_PART } })
