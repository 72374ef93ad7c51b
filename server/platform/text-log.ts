import pretty from 'pino-pretty'

const pinoError = 50

/** What is in the line without being a field. */
const notFields = new Set(['level', 'time', 'part', 'msg', 'pid', 'hostname'])

interface LoggedError {
  message: string
  stack: string
}

/**
 * Log lines as people read them: `14:03:07 WARN: [worker] the lane connection was lost`, then the fields as `name=value`. A
 * fault of ours (error, fatal) is followed by its stack. `destination`: standard output when left out.
 */
export function textLog(destination?: NodeJS.WritableStream) {
  return pretty({
    // Written when it is logged: what a process says as it ends is not lost, nor out of order.
    sync: true,
    destination: destination ?? 1,
    colorize: destination === undefined && process.stdout.hasColors?.() === true,
    translateTime: 'SYS:HH:MM:ss',
    hideObject: true,
    errorLikeObjectKeys: [],
    customPrettifiers: { time: (time) => String(time) },
    messageFormat: (log, messageKey) => {
      const part = log.part === undefined ? '' : `[${log.part}] `
      const fields = Object.entries(log).filter(([name, value]) => !notFields.has(name) && value !== undefined)
      const words = [`${part}${log[messageKey]}`, ...fields.map(([name, value]) => `${name}=${valueText(value)}`)]
      const stacks = (log.level as number) < pinoError ? [] : fields.flatMap(([, value]) => stackOf(value))
      return [words.join(' '), ...stacks].join('\n')
    },
  })
}

function valueText(value: unknown): string {
  if (isError(value)) return valueText(value.message)
  if (typeof value === 'string' && /^[\p{L}\p{N}_.:/@+-]+$/u.test(value)) return value
  return JSON.stringify(value)
}

function stackOf(value: unknown): string[] {
  return isError(value)
    ? value.stack
        .split('\n')
        .slice(1)
        .map((line) => `    ${line.trim()}`)
    : []
}

function isError(value: unknown): value is LoggedError {
  return typeof value === 'object' && value !== null && 'stack' in value && 'message' in value
}
