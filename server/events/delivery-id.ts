import { hash } from 'node:crypto'
import { formatUuid } from '../platform/uuid.ts'

/**
 * The id of the delivery of `eventId` to `subscriptionId` (uuids): the event's milliseconds and a hash of both, so that
 * event x subscription is unique without an index across partitions, and the delivery lies in the event's partition.
 */
export function deliveryId(eventId: string, subscriptionId: string): string {
  const bytes = Buffer.from(hash('sha1', eventId + subscriptionId, 'buffer').subarray(0, 16))
  bytes.write(eventId.replaceAll('-', '').slice(0, 12), 0, 'hex')
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return formatUuid(bytes)
}
