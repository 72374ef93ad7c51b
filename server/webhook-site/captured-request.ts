import { hash } from 'node:crypto'
import { z } from 'zod'
import { formatUuid, writeMilliseconds } from '../platform/uuid.ts'

/** A request as webhook.site tells it; all of it is the text of strangers. */
export const RemoteRequest = z.object({
  uuid: z.string().max(100),
  method: z.string().max(50),
  ip: z.string().max(100).nullish(),
  url: z.string().nullish(),
  content: z.string().nullish(),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).catch({}),
  // One-second resolution, without a zone: UTC.
  created_at: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/)
    .transform((at) => Date.parse(`${at.slice(0, 10)}T${at.slice(11, 19)}Z`))
    .pipe(z.number().min(0)),
})
export type RemoteRequest = z.infer<typeof RemoteRequest>

export interface CapturedRequest {
  /** The same uuid, of that time, however often it is read. */
  id: string
  method: string
  query: string
  headers: [string, string][]
  body: Uint8Array
  ip: string | null
}

/** What arrived at webhook.site, as our own inboxes keep it. `inboxId`: uuid. A body that is not text is not told whole. */
export function capturedRequest(inboxId: string, remote: RemoteRequest): CapturedRequest {
  return {
    id: idOf(inboxId, remote),
    method: remote.method,
    query: remote.url && URL.canParse(remote.url) ? new URL(remote.url).search.slice(1) : '',
    headers: Object.entries(remote.headers).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    ),
    body: Buffer.from(remote.content ?? ''),
    ip: remote.ip ?? null,
  }
}

/** A UUIDv7 whose random part is a hash: requests of one second have no order, as webhook.site tells none. */
function idOf(inboxId: string, { uuid, created_at }: RemoteRequest): string {
  const bytes = hash('sha256', `${inboxId} ${uuid}`, 'buffer').subarray(0, 16)
  writeMilliseconds(bytes, created_at)
  bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f)
  return formatUuid(bytes)
}
