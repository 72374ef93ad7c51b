/** One delivery that an event will become. Ids are uuids. */
export interface Target {
  deliveryId: string
  subscriptionId: string
  appId: string | null
  fifo: boolean
}

/** An event ready to be stored: matched against the tenant's subscriptions as they were at `tenantVersion`. Ids are uuids. */
export interface AcceptedEvent {
  id: string
  tenantId: string
  tenantVersion: string
  type: string
  version: string
  /** The exact bytes a single delivery sends. */
  body: Buffer
  /** ISO 8601. */
  occurredAt: string
  /** null: none was given, the event's id stands for it. */
  correlationId: string | null
  traceparent: string | null
  idempotencyKey: string | null
  /** Hexadecimal SHA-256 of what the publisher sent; null without an idempotency key. */
  bodyHash: string | null
  targets: Target[]
  /** JSON: why subscriptions that could have got it did not. */
  skipped: string | null
  /** JSON: what validation `warn` found. */
  warnings: string | null
  test: boolean
}
