import type { InputOf } from '../contract/operation.ts'
import type { SignatureDiagnosis, signatureOperations } from '../contract/signature.ts'
import type { Actor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { diagnoseSignature } from '../signature-rules/diagnose-signature.ts'
import { nodeSignatureTools } from '../signing/verify-signature.ts'
import { requireSubscription } from '../subscriptions/require-subscription.ts'
import { findLiveSecrets } from '../subscriptions/subscription-secret-store.ts'

/** Says why a received request does not verify. Keeps nothing of what is pasted. */
export async function debugSignature(
  actor: Actor,
  input: InputOf<typeof signatureOperations.verifySignature>,
): Promise<SignatureDiagnosis> {
  const receivedAtMs = input.received_at === undefined ? clock.now() : Date.parse(input.received_at)
  return diagnoseSignature(
    {
      headers: input.headers,
      body: Buffer.from(input.body, input.body_encoding),
      givenSecret: input.secret ?? null,
      liveSecrets: input.subscription === undefined ? null : await liveSecretsOf(actor, input.subscription),
      receivedAt: Math.floor(receivedAtMs / 1000),
      scheme: input.scheme ?? null,
    },
    nodeSignatureTools,
  )
}

async function liveSecretsOf(actor: Actor, id: string): Promise<string[]> {
  const { tenantId, id: subscriptionId } = await requireSubscription(actor, id)
  const secrets = await findLiveSecrets(database().prisma, tenantId, subscriptionId)
  return secrets.map(({ secret }) => secret)
}
