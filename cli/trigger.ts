import { readFile } from 'node:fs/promises'
import { type Command, exitCodes, type Invocation, textOption, UsageError } from './command.ts'
import { waitForDeliveries } from './wait-for-deliveries.ts'

/** Two attempts that time out, and the pause between them, fit. */
const waitSeconds = 60

/** Publishes an event through the normal matching. Without `--data` its type's example is sent. */
export const trigger: Command = {
  usage: '<type> [options]',
  summary: 'Publish an event',
  help: [
    ['--tenant <id or uid>', 'whose event it is; unnecessary with a key of a tenant'],
    ['--data <json>', 'the data; @file reads a file, - standard input; default: the example of the type'],
    ['--version <version>', 'of the type; default: its newest'],
    ['--idempotency-key <key>', 'sending it again makes no second event'],
    ['--wait', 'until every delivery has ended; exit code 1 when one failed or time is up'],
    ['--timeout <seconds>', `how long --wait waits; default: ${waitSeconds}`],
  ],
  options: {
    tenant: { type: 'string' },
    data: { type: 'string' },
    version: { type: 'string' },
    'idempotency-key': { type: 'string' },
    wait: { type: 'boolean' },
    timeout: { type: 'string' },
  },
  async run({ options, words, api, out, stopping }) {
    const [type] = words
    if (type === undefined) throw new UsageError('Which event? For example: postrider trigger memory.created')
    const timeout = textOption(options, 'timeout') ?? String(waitSeconds)
    if (!/^[1-9]\d{0,5}$/.test(timeout)) throw new UsageError('--timeout is a whole number of seconds.')
    const fields = {
      tenant: textOption(options, 'tenant') ?? (await onlyTenant(api())),
      type,
      version: textOption(options, 'version'),
      idempotency_key: textOption(options, 'idempotency-key'),
    }
    const data = await dataOf(type, options, api())
    // Put together as text, so that the data arrives as it was written: big numbers, order of keys, white space.
    const answer = await api().call(
      'POST',
      '/webhooks/events',
      `${JSON.stringify(fields).slice(0, -1)},"data":${data}}`,
    )
    const deliveries = answer.deliveries === 1 ? '1 delivery' : `${answer.deliveries} deliveries`
    out.result(answer, `${answer.id}  ${answer.duplicate ? 'published before' : 'published'}, ${deliveries}`)
    if (options.wait !== true) return exitCodes.ok
    const succeeded = await waitForDeliveries(api(), answer.id, Number(timeout), out, stopping)
    return succeeded ? exitCodes.ok : exitCodes.failed
  },
}

/** Publishing names its tenant always; where the key can see only one there is nothing to ask. */
async function onlyTenant(api: ReturnType<Invocation['api']>): Promise<string> {
  const { data } = await api.call('GET', '/tenants?limit=2')
  if (data.length === 1) return data[0].id
  throw new UsageError('--tenant is missing: this key is good for several tenants, or for none yet.')
}

async function dataOf(
  type: string,
  options: Invocation['options'],
  api: ReturnType<Invocation['api']>,
): Promise<string> {
  const given = textOption(options, 'data')
  if (given === undefined) {
    const version = textOption(options, 'version')
    const found = await api.call(
      'GET',
      `/webhooks/event-types/${encodeURIComponent(version ? `${type}@${version}` : type)}`,
    )
    return JSON.stringify(found.example ?? {})
  }
  const text = given.startsWith('@')
    ? await readFile(given.slice(1), 'utf8')
    : given === '-'
      ? await readFile('/dev/stdin', 'utf8')
      : given
  try {
    JSON.parse(text)
  } catch (error) {
    throw new UsageError(`--data is no JSON: ${(error as Error).message}`)
  }
  return text
}
