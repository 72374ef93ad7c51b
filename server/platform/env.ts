import { z } from 'zod'
import { retryScheduleFault } from '../contract/retry-limits.ts'
import { parseOperatorAllowance } from '../outbound/operator-allowance.ts'
import { issueWords } from './issue-words.ts'
import { parseKeyRing } from './key-ring.ts'
import { type NearMiss, nearMisses } from './near-misses.ts'

const port = whole(0, 65535)

/**
 * Every variable Postrider reads, and the only place that reads them. The configuration table in
 * docs/configuration.md is made from the descriptions here.
 */
const environment = z.object({
  PORT: port.default(3000).describe('Port of the web process: REST, portal, health and metrics.'),
  HOST: z.string().min(1).optional().describe('Address to listen on. Default: 127.0.0.1 in local mode, else all.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where people reach the portal. Default: http://localhost:PORT.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must look like postgresql://user:password@host:5432/database' })
    .optional()
    .describe('PostgreSQL 17 or newer. Default: an embedded PostgreSQL in DATA_DIR.'),
  DATA_DIR: z.string().min(1).default('.data').describe('Folder of the embedded database and local keys.'),
  DATABASE_POOL: whole(2, 500).default(10).describe('Connections per process for queries.'),
  POSTRIDER_INIT_OPERATOR_KEY: z
    .string()
    .regex(/^pt_\S{29,}$/, { error: 'must begin with pt_ and have at least 32 characters without spaces' })
    .optional()
    .describe('Fixes the first operator API key. Default: made on the first start and printed.'),
  WORKER_PORT: port.default(0).describe('Port of a worker for health and metrics. 0 takes a free one.'),
  WORKER_CONCURRENCY: whole(1, 5000).default(512).describe('Jobs a worker runs at once.'),
  OUTBOUND_ALLOW: z
    .string()
    .default('')
    .superRefine(readableBy(parseOperatorAllowance))
    .describe(
      'Addresses and host names that deliveries may reach although they are private, each with a port or without: 10.2.0.0/16:8443,192.168.1.7/32:443,hooks.corp.internal. localhost, too, is opened by its name.',
    ),
  EGRESS_PROXY_URL: z
    .url({ protocol: /^http$/, error: 'must look like http://proxy:3128' })
    .optional()
    .describe(
      'HTTP proxy (CONNECT) that deliveries go through, to the address that was judged. HTTP_PROXY and its like are ignored.',
    ),
  ALERT_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Is sent each alert as it opens and as it is resolved: a POST of JSON whose text Slack and Mattermost show. Reached by the rules of deliveries. Default: alerts are shown in the portal only.',
    ),
  ALERT_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,}=*$/, { error: 'must be whsec_ followed by base64' })
    .optional()
    .describe('Signs what goes to ALERT_URL as deliveries are signed.'),
  WEBHOOK_SITE_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Lets people make inboxes at webhook.site or your own copy of it: https://webhook.site. Payloads sent there leave this installation. Default: off.',
    ),
  WEBHOOK_SITE_API_KEY: z
    .string()
    .min(1)
    .optional()
    .describe('Key of a webhook.site account, sent to WEBHOOK_SITE_URL.'),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], { error: 'must be addresses or CIDR blocks' })))
    .describe('Proxies in front of the web process whose X-Forwarded-For is believed: 10.0.0.0/8,192.168.1.7'),
  AUTH_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('Signs portal sessions. Default: made on the first start and kept in DATA_DIR.'),
  GITHUB_CLIENT_ID: z.string().optional().describe('Lets people of the portal sign in with GitHub, with the secret.'),
  GITHUB_CLIENT_SECRET: z.string().optional().describe('See GITHUB_CLIENT_ID.'),
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Lets people of the portal sign in with this OpenID Connect provider, with id and secret.'),
  OIDC_CLIENT_ID: z.string().optional().describe('See OIDC_ISSUER.'),
  OIDC_CLIENT_SECRET: z.string().optional().describe('See OIDC_ISSUER.'),
  OIDC_NAME: z.string().min(1).max(40).default('single sign-on').describe('What the button of OIDC_ISSUER says.'),
  ENCRYPTION_KEYS: z
    .string()
    .superRefine(readableBy(parseKeyRing))
    .optional()
    .describe(
      'Key ring for secrets at rest, newest first: id:base64 of 32 bytes, comma separated. Default: DATA_DIR/keys.json.',
    ),
  DEFAULT_RETRY_SCHEDULE: z
    .string()
    .regex(/^\d+(\.\d+)?(,\d+(\.\d+)?)*$/, {
      error: 'must be seconds separated by commas, for example 5,30,120,600,3600',
    })
    .superRefine((pauses, context) => {
      const message = retryScheduleFault(pauses.split(',').map(Number))
      if (message !== null) context.addIssue({ code: 'custom', message })
    })
    .default('5,30,120,600,3600')
    .describe(
      'Seconds before each retry of a subscription that has no schedule of its own. Less than 3 days together: a delivery is given up then.',
    ),
  RETAIN_DAYS: whole(4, 3_650)
    .default(30)
    .describe('Days that events, deliveries and dead letters are kept. At least 4: longer than a delivery lives.'),
  RETAIN_ATTEMPTS_DAYS: whole(1, 3_650).default(30).describe('Days that attempts (requests and answers) are kept.'),
  RETAIN_STATS_DAYS: whole(1, 3_650).default(400).describe('Days that figures are kept.'),
  POSTRIDER_EMBEDDED_DATABASE: z
    .stringbool()
    .default(false)
    .describe('Set by npm start for its own processes when the database is the embedded one. Not for you to set.'),
  LOG_FORMAT: z
    .enum(['json', 'text'])
    .optional()
    .describe(
      'How log lines are written: json for machines, text for people. Default: text in a terminal, otherwise json; npm run web and npm run worker write json everywhere.',
    ),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .optional()
    .describe(
      'Least level logged: trace, debug, info, warn, error, fatal or silent. Default: warn as text, info as json.',
    ),
})

export type Environment = z.infer<typeof environment>

/** One of these alone is half of a way to sign in. */
const neededTogether: readonly (keyof Environment)[][] = [
  ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
]

/**
 * Reads and checks all variables at once, those of other parts too. Throws an Error whose message lists every fault, one a
 * line.
 */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  const given = setVariables(source)
  const parsed = environment.safeParse(given)
  const faults = parsed.error?.issues.map((issue) => `${issue.path.join('.')}: ${issueWords(issue)}`) ?? []
  faults.push(...missingHalves(given))
  if (parsed.success && faults.length === 0) return parsed.data
  throw new Error(`The environment is not valid:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
}

/** Variables that look like one of ours and are none. */
export function mistypedVariables(source: Record<string, string | undefined> = process.env): NearMiss[] {
  return nearMisses(Object.keys(setVariables(source)), Object.keys(environment.shape))
}

function setVariables(source: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
}

function missingHalves(given: Record<string, string | undefined>): string[] {
  return neededTogether.flatMap((names) => {
    const isSet = names.find((name) => given[name] !== undefined)
    if (!isSet) return []
    return names.filter((name) => given[name] === undefined).map((name) => `${name}: is missing, as ${isSet} is set`)
  })
}

/** Name, default and description of every variable, for the documentation. */
export function describeEnvironment(): { name: string; default: string; description: string }[] {
  return Object.entries(environment.shape).map(([name, schema]) => {
    const parsed = schema.safeParse(undefined)
    const fallback = parsed.success && parsed.data !== undefined ? String(parsed.data) : ''
    return { name, default: fallback, description: schema.description ?? '' }
  })
}

function whole(min: number, max: number) {
  const error = `must be a whole number from ${min} to ${max}`
  return z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error })
}

/** A fault in the words of the code that reads the value; the variable, which they begin with, is named in the list anyway. */
function readableBy(parse: (text: string) => unknown) {
  return (text: string, context: z.RefinementCtx): void => {
    try {
      parse(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message.replace(/^[A-Z_]+: /, '') })
    }
  }
}
