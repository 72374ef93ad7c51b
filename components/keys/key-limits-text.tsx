import type { ApiKey } from '../../server/contract/api-key.ts'
import { count } from '../overview/figures.ts'
import cells from '../table/cells.module.css'

/** What narrows a key beyond its scopes, in a line; nothing where nothing does. */
export function KeyLimitsText({ apiKey }: { apiKey: ApiKey }) {
  const { allowed_ips: addresses, require_signature: isSigned, publish_rate_per_second: rate } = apiKey
  const limits = [
    addresses.length > 0 && `from ${addresses[0]}${addresses.length > 1 ? ` +${addresses.length - 1}` : ''}`,
    isSigned && 'signed',
    rate !== null && `${count(rate)} events / s`,
  ].filter((limit) => limit !== false)
  if (limits.length === 0) return null
  return (
    <span className={`${cells.faint} ${cells.small}`} title={addresses.join('\n')}>
      {limits.join(' · ')}
    </span>
  )
}
