import { PostriderError } from '../contract/errors.ts'
import type { eventOperations } from '../contract/event.ts'
import { toId } from '../contract/ids.ts'
import type { InputOf, OutputOf } from '../contract/operation.ts'
import { exampleOf } from '../event-types/example-of.ts'
import { type Actor, requireWholeTenant } from '../platform/actor.ts'
import { resolveOwnTenant } from '../tenants/resolve-tenant.ts'
import { publishEvent } from './publish-event.ts'
import { rawDataBytes } from './raw-data.ts'

type Operation = typeof eventOperations.publishTestEvent

/** Publishes an event marked `"test": true` through the ordinary matching: pauses, order and circuits hold as ever. */
export async function publishTestEvent(actor: Actor, input: InputOf<Operation>): Promise<OutputOf<Operation>> {
  // The developer of one app must not write to the receivers of all the others.
  requireWholeTenant(actor, 'publish test events')
  const tenantId = await resolveOwnTenant(actor, input.tenant)
  const { type, version } = input
  const example = await exampleOf(version === undefined ? type : `${type}@${version}`, [])
  if (!example) {
    throw new PostriderError(
      'validation_failed',
      `There is no event type ${type}${version ? ` version ${version}` : ''}.`,
      {
        errors: [{ pointer: '/type', message: 'is not in the catalogue' }],
      },
    )
  }
  const stored = await publishEvent(
    actor,
    {
      fields: { tenant: toId('tenant', tenantId), type, version: example.version, test: true },
      data: input.raw_data === undefined ? Buffer.from(example.data) : rawDataBytes(input.raw_data),
    },
    {},
  )
  const id = toId('event', stored.eventId)
  return { id, event: id, type, version: example.version, deliveries: stored.deliveries }
}
