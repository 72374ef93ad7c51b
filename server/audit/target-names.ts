import { type IdKind, uuidOf } from '../contract/ids.ts'
import { database } from '../platform/database.ts'

interface Target {
  targetKind: string
  targetId: string
}

/** Where the kinds of things that people call by a name keep it. What is deleted keeps its row, and so its name. */
const sources: Record<string, { kind: IdKind; sql: string }> = {
  subscription: { kind: 'subscription', sql: 'select id, url as name from subscriptions' },
  tenant: { kind: 'tenant', sql: 'select id, name from tenants' },
  app: { kind: 'app', sql: 'select id, name from apps' },
  key: { kind: 'apiKey', sql: 'select id, name from api_keys' },
  event_type: {
    kind: 'eventType',
    sql: `select id, name from (select id, name || '@' || version as name from event_types) types`,
  },
  user: { kind: 'user', sql: 'select id, email as name from users' },
  member: {
    kind: 'membership',
    sql: `select id, name from (
            select m.id, coalesce(u.email, m.invited_email) as name from memberships m left join users u on u.id = m.user_id
          ) members`,
  },
}

/** What the targets are called now, by their public ids; those without a name, or gone for good, are missing. */
export async function namesOfTargets(targets: Target[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  await Promise.all(
    Object.entries(sources).map(async ([targetKind, { kind, sql }]) => {
      const publicIds = new Map<string, string>()
      for (const target of targets) {
        const uuid = target.targetKind === targetKind ? uuidOf(kind, target.targetId) : null
        if (uuid) publicIds.set(uuid, target.targetId)
      }
      if (publicIds.size === 0) return
      const { rows } = await database().pool.query<{ id: string; name: string | null }>(
        `${sql} where id = any($1::uuid[])`,
        [[...publicIds.keys()]],
      )
      for (const { id, name } of rows) if (name !== null) names.set(publicIds.get(id) as string, name)
    }),
  )
  return names
}
