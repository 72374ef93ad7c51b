import { database } from '../platform/database.ts'
import { logger } from '../platform/logger.ts'
import { unseal } from '../platform/sealing.ts'
import type { LaneConfig } from './lane-config.ts'

interface ConfigRow {
  id: string
  tenant_id: string
  app_id: string | null
  revision: string
  url: string
  headers: Record<string, string>
  timeout_ms: number
  retry_schedule: number[] | null
  retry_jitter: number
  rate_per_second: number | null
  concurrency: number
  mode: 'single' | 'batch'
  batch_max_events: number
  batch_max_wait_ms: number
  ordering: 'none' | 'fifo'
  ip_allow: string[]
  ip_deny: string[]
  tenant_ip_allow: string[]
  tenant_ip_deny: string[]
  auto_redeliver: boolean
  secrets: { id: string; sealed: string; expires_at: number | null }[]
}

/**
 * Loads subscriptions and their secrets with the revision they stand for, from one snapshot. `defaultSchedule`: seconds, for
 * subscriptions without a schedule of their own. What does not exist or cannot be unsealed is missing from the answer.
 */
export async function loadLaneConfigs(
  ids: string[],
  defaultSchedule: readonly number[],
): Promise<Map<string, LaneConfig>> {
  const result = await database().hot.query<ConfigRow>({
    name: 'load-lane-configs',
    text: `select s.id, s.tenant_id, s.app_id, s.revision, s.url, s.headers, s.timeout_ms, s.retry_schedule, s.retry_jitter,
                  s.rate_per_second, s.concurrency, s.mode, s.batch_max_events, s.batch_max_wait_ms, s.ordering, s.ip_allow,
                  s.ip_deny, t.ip_allow as tenant_ip_allow, t.ip_deny as tenant_ip_deny, s.auto_redeliver,
                  coalesce((select json_agg(json_build_object('id', k.id, 'sealed', encode(k.sealed, 'base64'),
                                                              'expires_at', extract(epoch from k.expires_at) * 1000)
                                            order by k.created_at desc, k.id desc)
                              from subscription_secrets k
                             where k.subscription_id = s.id and (k.expires_at is null or k.expires_at > now())), '[]') as secrets
             from subscriptions s join tenants t on t.id = s.tenant_id where s.id = any($1::uuid[])`,
    values: [ids],
  })
  const configs = new Map<string, LaneConfig>()
  for (const row of result.rows) {
    try {
      configs.set(row.id, toConfig(row, defaultSchedule))
    } catch (error) {
      // Others that were loaded with it must not wait for its secret.
      logger.error({ error: (error as Error).message, subscription: row.id }, 'a subscription cannot be read')
    }
  }
  return configs
}

function toConfig(row: ConfigRow, defaultSchedule: readonly number[]): LaneConfig {
  return {
    subscriptionId: row.id,
    tenantId: row.tenant_id,
    appId: row.app_id,
    revision: row.revision,
    url: row.url,
    headers: row.headers,
    timeoutMs: row.timeout_ms,
    retry: { scheduleSeconds: row.retry_schedule ?? defaultSchedule, jitter: row.retry_jitter },
    ratePerSecond: row.rate_per_second,
    concurrency: row.ordering === 'fifo' ? 1 : row.concurrency,
    mode: row.mode,
    batchMaxEvents: row.batch_max_events,
    batchMaxWaitMs: row.batch_max_wait_ms,
    fifo: row.ordering === 'fifo',
    ipAllow: row.ip_allow,
    ipDeny: row.ip_deny,
    tenantLists: { allow: row.tenant_ip_allow, deny: row.tenant_ip_deny },
    autoRedeliver: row.auto_redeliver,
    secrets: row.secrets.map((secret) => ({
      secret: unseal(Buffer.from(secret.sealed, 'base64'), `subscription_secrets/${row.tenant_id}/${secret.id}`),
      expiresAt: secret.expires_at,
    })),
    signers: new Map(),
  }
}
