import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import type { Actor } from '../platform/actor.ts'
import { database } from '../platform/database.ts'
import { newestKeyId } from '../platform/sealing.ts'
import { retireSealingCanaries } from '../platform/sealing-canary.ts'
import { resealSecretRows } from './subscription-secret-store.ts'

/** Small enough that no lock is held for long. */
const chunk = 200

/**
 * Seals every secret again that is not sealed with the newest key, chunk by chunk, while deliveries go on. Afterwards
 * the older keys may leave the ring: `retiredKeys` are those no process asks for any more.
 */
export async function resealSecrets(actor: Actor): Promise<{ resealed: number; retiredKeys: string[] }> {
  const keyId = newestKeyId()
  let resealed = 0
  for (let after: string | null = null; ; ) {
    const step: { last: string | null; resealed: number } = await resealSecretRows({ after, chunk, keyId })
    resealed += step.resealed
    if (step.last === null) break
    after = step.last
  }
  const retiredKeys = await retireSealingCanaries(database().pool, keyId)
  await database().prisma.$transaction((tx) =>
    recordAuditEntry(tx, actor, {
      action: 'sealing_key.rotate',
      targetKind: 'sealing_key',
      targetId: keyId,
      tenantId: null,
      after: { resealed, retired_keys: retiredKeys },
    }),
  )
  return { resealed, retiredKeys }
}
