import type { App } from '../contract/app.ts'
import { toId } from '../contract/ids.ts'
import type { AppRow } from './app-store.ts'

/** An app as the API shows it. */
export function appView(row: AppRow): App {
  return {
    id: toId('app', row.id),
    uid: row.uid,
    tenant: toId('tenant', row.tenantId),
    name: row.name,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }
}
