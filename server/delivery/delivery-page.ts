import type { DeliverySummary } from '../contract/delivery.ts'
import type { Page } from '../contract/pagination.ts'
import { type Keyset, toPage } from '../platform/keyset.ts'
import type { DeliveryReach } from './delivery-page-store.ts'
import { readDeliveryRows } from './delivery-store.ts'
import { deliveryView } from './delivery-view.ts'
import type { DeliveryPage } from './merge-pages.ts'

/** Reads what was found. The page is made of the ids: a delivery that is gone meanwhile moves no cursor. */
export async function deliveryPage(
  reach: DeliveryReach,
  keyset: Keyset,
  found: DeliveryPage,
): Promise<Page<DeliverySummary>> {
  const page = toPage(
    keyset,
    found.ids,
    (id) => id,
    (id) => id,
    found.scannedTo,
  )
  const rows = await readDeliveryRows(reach, page.data)
  return { ...page, data: rows.map(deliveryView) }
}
