import type { BulkCancellation, BulkRedelivery } from '../../server/contract/delivery-bulk.ts'

type Bulk = BulkRedelivery | BulkCancellation

export const countOf = (bulk: Bulk): number => ('redelivered' in bulk ? bulk.redelivered : bulk.cancelled)

export function deliveriesWord(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'delivery' : 'deliveries'}`
}

/** `count` undefined: still being counted. */
export function bulkQuestion(kind: 'redeliver' | 'cancel', count: number | undefined): string {
  if (count === undefined) return kind === 'redeliver' ? 'Redeliver deliveries?' : 'Cancel deliveries?'
  if (count === 0) return kind === 'redeliver' ? 'There is nothing to redeliver' : 'There is nothing left to cancel'
  return kind === 'redeliver' ? `Redeliver ${deliveriesWord(count)}?` : `Cancel ${deliveriesWord(count)}?`
}

/** What is not touched and why. */
export function leftOutText(bulk: Bulk): { key: string; text: string }[] {
  if (!('redelivered' in bulk)) {
    return bulk.has_more
      ? [{ key: 'more', text: 'There are more: one go cancels 50,000. Do it again for the rest.' }]
      : []
  }
  return bulk.left_out.map(({ subscription, url, reason, count }) => {
    const whose = url === null ? '' : ` of ${url}`
    return { key: `${subscription} ${reason}`, text: `${deliveriesWord(count)}${whose} left out. ${reason}` }
  })
}

export function doneText(bulk: Bulk): string {
  const count = deliveriesWord(countOf(bulk))
  if (!('redelivered' in bulk)) return `${count} cancelled.${bulk.has_more ? ' There are more.' : ''}`
  return bulk.replay === null
    ? `${count} queued for redelivery.`
    : `${count} ${countOf(bulk) === 1 ? 'is' : 'are'} being redelivered.`
}
