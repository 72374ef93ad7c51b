import type { AddressLists } from '../outbound/address-list.ts'
import type { Signer } from '../signing/sign-request.ts'
import type { RetryPolicy } from './retry-schedule.ts'

/** How one subscription wants its deliveries, at one revision. Ids are uuids. */
export interface LaneConfig {
  subscriptionId: string
  tenantId: string
  appId: string | null
  revision: string
  url: string
  headers: Record<string, string>
  timeoutMs: number
  retry: RetryPolicy
  ratePerSecond: number | null
  concurrency: number
  mode: 'single' | 'batch'
  batchMaxEvents: number
  batchMaxWaitMs: number
  fifo: boolean
  ipAllow: string[]
  ipDeny: string[]
  /** The same of the tenant: what it closes stays closed. */
  tenantLists: AddressLists
  autoRedeliver: boolean
  /** Newest first; an old one signs until its overlap ends. */
  secrets: { secret: string; expiresAt: number | null }[]
  /** Signers by the set of secrets that are live, made when first needed. */
  signers: Map<string, Signer>
}
