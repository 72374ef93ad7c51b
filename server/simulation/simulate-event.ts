import { PostriderError } from '../contract/errors.ts'
import { toId } from '../contract/ids.ts'
import type { InputOf } from '../contract/operation.ts'
import type { Simulation, simulationOperations } from '../contract/simulation.ts'
import { checkEventData } from '../event-types/check-event-data.ts'
import { exampleOf } from '../event-types/example-of.ts'
import { validateEventData } from '../event-types/validate-event-data.ts'
import { type CatalogueEntry, loadCatalogue } from '../events/matching-store.ts'
import type { Actor } from '../platform/actor.ts'
import { resolveOwnTenant } from '../tenants/resolve-tenant.ts'
import { judgeReceivers } from './judge-receivers.ts'
import { findReceivers } from './receiver-store.ts'

const shown = 200

/** Matches an event as publishing would at this moment, and explains the outcome for every subscription in reach. */
export async function simulateEvent(
  actor: Actor,
  input: InputOf<typeof simulationOperations.simulateEvent>,
): Promise<Simulation> {
  const tenantId = await resolveOwnTenant(actor, input.tenant)
  const catalogue = await loadCatalogue()
  const entry = entryOf(catalogue.entries, input.type, input.version)
  const text = input.data === undefined ? await exampleText(entry) : JSON.stringify(input.data)
  const data = Buffer.from(text)
  const errors =
    entry.validation === 'off'
      ? await checkEventData(entry.name, entry.version, data)
      : await validateEventData(entry.name, entry.version, data, catalogue.version)
  const accepted = errors.length === 0 || entry.validation !== 'enforce'
  const receivers = await findReceivers({ tenantId, appId: actor.appId })
  const verdicts = judgeReceivers(receivers, { ...entry, data: JSON.parse(text) }, accepted)
  return {
    type: entry.name,
    version: entry.version,
    validation: entry.validation,
    accepted,
    errors,
    matched: verdicts.filter((verdict) => verdict.outcome !== 'skipped').length,
    subscriptions: verdicts.slice(0, shown).map(({ receiver, ...verdict }) => ({
      subscription: toId('subscription', receiver.id),
      url: receiver.url,
      app: receiver.appId === null ? null : toId('app', receiver.appId),
      ...verdict,
    })),
    truncated: verdicts.length > shown,
  }
}

const exampleText = async ({ name, version }: CatalogueEntry): Promise<string> =>
  (await exampleOf(`${name}@${version}`, []))?.data ?? '{}'

/** Without a version the newest, as publishing takes it. */
function entryOf(entries: CatalogueEntry[], type: string, version: string | undefined): CatalogueEntry {
  const named = entries.filter((entry) => entry.name === type)
  const entry = version === undefined ? named.at(-1) : named.find((each) => each.version === version)
  if (entry) return entry
  const pointer = named.length > 0 ? '/version' : '/type'
  throw new PostriderError(
    'validation_failed',
    `There is no event type ${type}${version ? ` version ${version}` : ''}.`,
    {
      errors: [{ pointer, message: 'is not in the catalogue' }],
    },
  )
}
