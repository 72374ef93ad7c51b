import { ConnectionPool } from '../outbound/connection-pool.ts'
import { outboundPolicy } from '../outbound/outbound-policy.ts'
import type { OutboundResult } from '../outbound/outbound-result.ts'
import { logger } from '../platform/logger.ts'
import { deliveryRequest } from './delivery-request.ts'
import type { LaneConfig } from './lane-config.ts'
import type { LaneMemory } from './lane-memory.ts'
import type { DueDelivery } from './lane-store.ts'

/** Sockets one subscription may have, whatever its concurrency. */
const maxConnections = 32

/** Signs and sends one request. Never rejects: a fault of ours is an attempt that failed and says so. */
export async function sendAttempt(
  memory: LaneMemory,
  config: LaneConfig,
  members: [DueDelivery, ...DueDelivery[]],
  batchId: string | null,
  startedAt: number,
): Promise<{ result: OutboundResult; headers: Record<string, string> }> {
  try {
    const { headers, body } = deliveryRequest(config, members, batchId, startedAt)
    const result = await connectionsOf(memory, config).send({ headers, body, deadlineMs: config.timeoutMs })
    return { result, headers }
  } catch (error) {
    const { deliveryId, tenantId, attempt } = members[0]
    logger.error({ error, delivery: deliveryId, tenant: tenantId, attempt }, 'an attempt could not be made')
    return { result: notMade, headers: {} }
  }
}

/** One pool per subscription: an origin may serve a healthy and a hanging path. Made anew when what it depends on changes. */
function connectionsOf(memory: LaneMemory, config: LaneConfig): ConnectionPool {
  const connections = Math.min(config.concurrency + 1, maxConnections)
  const key = JSON.stringify([config.url, config.ipAllow, config.ipDeny, config.tenantLists, connections])
  if (memory.connections?.key !== key) {
    // The former pool finishes what is under way; its idle sockets close by themselves.
    const { url, ipAllow: allow, ipDeny: deny, tenantLists } = config
    const pool = new ConnectionPool({ policy: outboundPolicy(), url, allow, deny, tenantLists, connections })
    memory.connections = { key, pool }
  }
  return memory.connections.pool
}

const notMade: OutboundResult = {
  statusCode: null,
  error: 'blocked',
  errorDetail: 'Postrider could not build this request. The operator finds the reason in the log.',
  responseHeaders: null,
  responseBody: null,
  responseTruncated: false,
  dnsMs: null,
  connectMs: null,
  tlsMs: null,
  ttfbMs: null,
  durationMs: 0,
  remoteAddress: null,
}
