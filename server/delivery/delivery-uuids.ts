import { PostriderError } from '../contract/errors.ts'
import { uuidOf } from '../contract/ids.ts'

/** The uuids of public ids in the field `ids` of a request, each once. Throws `validation_failed` for what is no delivery's. */
export function deliveryUuids(ids: string[]): string[] {
  const uuids = ids.map((id, index) => {
    const uuid = uuidOf('delivery', id)
    if (uuid) return uuid
    throw new PostriderError('validation_failed', `${JSON.stringify(id)} is not the id of a delivery.`, {
      errors: [{ pointer: `/ids/${index}`, message: 'must begin with dlv_' }],
    })
  })
  return [...new Set(uuids)]
}
