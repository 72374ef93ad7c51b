import type { FieldError } from '../../server/contract/errors.ts'

const fields = ['name', 'scopes', 'allowed_ips', 'publish_rate_per_second', 'require_signature'] as const

/** Refusals of the API under the fields they belong to; of several addresses each bad one is named. */
export function keyFaults(errors: readonly FieldError[], addresses: readonly string[]): Record<string, string> {
  const faults: Record<string, string> = {}
  for (const { pointer, message } of errors) {
    const [, field = '', index] = pointer.split('/')
    if (!fields.some((known) => known === field)) continue
    const text = field === 'allowed_ips' && index !== undefined ? `${addresses[Number(index)]}: ${message}` : message
    faults[field] = faults[field] ? `${faults[field]} ${text}` : text
  }
  return faults
}
