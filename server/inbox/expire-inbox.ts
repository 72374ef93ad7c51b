import { changeInboxState } from './change-inbox-state.ts'
import { findRemoteInbox } from './inbox-state-store.ts'

/**
 * A receiver answered 410. False: it is no inbox at webhook.site. Where it is one the answer means that the inbox holds as many
 * requests as it may, or is over: it is marked expired.
 */
export async function expireInbox({ tenantId, url }: { tenantId: string; url: string }): Promise<boolean> {
  const id = await findRemoteInbox(tenantId, url)
  if (id === null) return false
  await changeInboxState({ tenantId, id }, 'expired')
  return true
}
