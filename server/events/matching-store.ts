import { compileFilter, type FilterTest, type SubscriptionFilter } from '../contract/subscription-filter.ts'
import { database } from '../platform/database.ts'

export interface MatchableSubscription {
  id: string
  appId: string | null
  patterns: string[]
  /** null: everything that the patterns match. */
  filter: FilterTest | null
  status: 'active' | 'paused' | 'disabled'
  fifo: boolean
}

export interface MatchableTenant {
  id: string
  /** What the delivered body calls the tenant: its uid, or its public id. */
  uid: string | null
  version: string
  subscriptions: MatchableSubscription[]
}

/**
 * Loads tenants with the version and the subscriptions it stands for, in one statement and so from one snapshot. `names`
 * are uuids or uids; names of no living tenant are missing from the answer.
 */
export async function loadMatchableTenants(
  names: { uuid: string | null; uid: string | null }[],
): Promise<MatchableTenant[]> {
  const result = await database().hot.query<{
    id: string
    uid: string | null
    version: string
    subscriptions: {
      id: string
      app_id: string | null
      events: string[]
      filter: SubscriptionFilter | null
      status: MatchableSubscription['status']
      fifo: boolean
    }[]
  }>({
    name: 'load-matchable-tenants',
    text: `select t.id, t.uid, t.subscriptions_version as version,
                  coalesce((select json_agg(json_build_object('id', s.id, 'app_id', s.app_id, 'events', s.events, 'filter', s.filter,
                                                              'status', s.status, 'fifo', s.ordering = 'fifo') order by s.id)
                              from subscriptions s where s.tenant_id = t.id and s.deleted_at is null), '[]') as subscriptions
             from tenants t
            where t.deleted_at is null and (t.id = any($1::uuid[]) or t.uid = any($2::text[]))`,
    values: [
      names.map((name) => name.uuid).filter((uuid) => uuid !== null),
      names.map((name) => name.uid).filter((uid) => uid !== null),
    ],
  })
  return result.rows.map((row) => ({
    id: row.id,
    uid: row.uid,
    version: row.version,
    subscriptions: row.subscriptions.map((subscription) => ({
      id: subscription.id,
      appId: subscription.app_id,
      patterns: subscription.events,
      filter: subscription.filter && compileFilter(subscription.filter),
      status: subscription.status,
      fifo: subscription.fifo,
    })),
  }))
}

export interface CatalogueEntry {
  name: string
  version: string
  validation: 'off' | 'warn' | 'enforce'
}

/** The catalogue with the version it stands for, from one snapshot. */
export async function loadCatalogue(): Promise<{ version: string; entries: CatalogueEntry[] }> {
  const result = await database().hot.query<{ version: string; entries: CatalogueEntry[] }>({
    name: 'load-catalogue',
    text: `select i.catalogue_version as version,
                  coalesce((select json_agg(json_build_object('name', e.name, 'version', e.version, 'validation', e.validation)
                                            order by e.created_at, e.id) from event_types e), '[]') as entries
             from instance i`,
  })
  return result.rows[0] as { version: string; entries: CatalogueEntry[] }
}
