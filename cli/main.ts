import { parseArgs } from 'node:util'
import packageFacts from '../package.json' with { type: 'json' }
import { ApiError, ConnectionError, connectApi } from './api.ts'
import { type Command, exitCodes, UsageError } from './command.ts'
import { commandHelp, overview } from './help.ts'
import { listen } from './listen.ts'
import { createOutput, type Streams } from './output.ts'
import { replay } from './replay.ts'
import { tail } from './tail.ts'
import { trigger } from './trigger.ts'
import { verify } from './verify.ts'

const commands: Record<string, Command> = { listen, trigger, tail, replay, verify }

const commonOptions = {
  url: { type: 'string' },
  key: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

const terminal: Streams = {
  write: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
}

/**
 * Runs one command line. `environment`: POSTRIDER_URL and POSTRIDER_API_KEY stand for --url and --key. Returns the exit code and
 * never throws what a person can mend.
 */
export async function main(
  words: string[],
  environment: Record<string, string | undefined>,
  streams: Streams = terminal,
): Promise<number> {
  const [name, ...rest] = words
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    streams.write(`${overview(commands)}\n`)
    return name === undefined ? exitCodes.usage : exitCodes.ok
  }
  if (name === 'version' || name === '--version' || name === '-v') {
    streams.write(`${packageFacts.version}\n`)
    return exitCodes.ok
  }
  const command = Object.hasOwn(commands, name) ? (commands[name] as Command) : undefined
  if (!command) {
    streams.writeError(`postrider: there is no command ${JSON.stringify(name)}.\n\n${overview(commands)}\n`)
    return exitCodes.usage
  }
  try {
    return await runCommand(name, command, rest, environment, streams)
  } catch (error) {
    return explain(name, error, rest.includes('--json'), streams)
  }
}

async function runCommand(
  name: string,
  command: Command,
  words: string[],
  environment: Record<string, string | undefined>,
  streams: Streams,
): Promise<number> {
  const { values, positionals } = parse(command, words)
  if (values.help === true) {
    streams.write(`${commandHelp(name, command)}\n`)
    return exitCodes.ok
  }
  const stopper = new AbortController()
  const stop = () => stopper.abort()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    return await command.run({
      options: values,
      words: positionals,
      out: createOutput(streams, values.json === true),
      stopping: stopper.signal,
      api(when) {
        const key = (values.key as string | undefined) ?? environment.POSTRIDER_API_KEY
        if (!key) throw new UsageError('An API key is missing: set POSTRIDER_API_KEY, or give --key pt_...')
        const url = (values.url as string | undefined) ?? environment.POSTRIDER_URL ?? 'http://localhost:3000'
        if (!URL.canParse(url)) throw new UsageError(`--url ${url} is no URL.`)
        return connectApi({ url, key, stopping: when === 'afterwards' ? new AbortController().signal : stopper.signal })
      },
    })
  } catch (error) {
    if (stopper.signal.aborted) return exitCodes.ok
    throw error
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

function parse(command: Command, words: string[]) {
  try {
    const options = { ...command.options, ...commonOptions }
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true, strict: true })
    return { values: values as Record<string, string | boolean | string[] | undefined>, positionals }
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function explain(name: string, error: unknown, isJson: boolean, streams: Streams): number {
  if (error instanceof UsageError) {
    streams.writeError(`postrider ${name}: ${error.message}\nSee postrider ${name} --help.\n`)
    return exitCodes.usage
  }
  if (error instanceof ConnectionError) {
    streams.writeError(`postrider ${name}: ${error.message}\n`)
    return exitCodes.unreachable
  }
  if (error instanceof ApiError) {
    if (isJson) streams.write(`${JSON.stringify(error.problem)}\n`)
    else streams.writeError(`postrider ${name}: ${error.message}\n`)
    return exitCodes.failed
  }
  throw error
}
