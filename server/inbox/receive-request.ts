import { newUuid } from '../platform/uuid.ts'
import { type ArrivedRequest, type InboxAnswer, keepRequest } from './inbox-request-store.ts'
import { storedRequest } from './stored-request.ts'

/** Keeps what arrived at an inbox and says how to answer. Null: there is no such inbox. */
export async function receiveRequest(
  token: string,
  request: Pick<ArrivedRequest, 'method' | 'query' | 'headers' | 'body' | 'ip'>,
): Promise<InboxAnswer | null> {
  return keepRequest(token, newUuid(), storedRequest(request))
}
