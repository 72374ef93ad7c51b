import { setTimeout as delay } from 'node:timers/promises'
import { noFault } from '../facts.ts'
import type { Fault } from '../fault.ts'
import { receiverSecrets } from '../receiver-secrets.ts'

const attemptMs = 1_500
/** A retry would have come by then: the first pause is a second. */
const watchedMs = 4_000

export const changesDuringAttempt: Fault = {
  name: 'changes-during-attempt',
  about: 'cancel, delete, pause, edit of the URL and rotation while an attempt is under way that will fail',
  expected: 'nothing comes back to life; a 410 of the old URL does not disable the new one',
  async run({ installation }) {
    const { receiver, rest } = installation
    const publisher = installation.openPublisher('changes')
    const subscription = (id: string): string => `/api/v1/webhooks/subscriptions/${id}`
    const violations: string[] = []

    /** Publishes one event to a failing receiver and calls `change` while the receiver still thinks. */
    const during = async (path: string, change: (id: string, deliveryId: string) => Promise<unknown>) => {
      const [tenant] = await installation.makeTenants({ tenants: 1, path })
      const id = tenant?.subscriptions[0]
      if (!tenant || !id) throw new Error('A subscription could not be made.')
      const eventId = (await publisher.publish(tenant)) as string
      const mine = (request: { eventIds: string[] }): boolean => request.eventIds.includes(eventId)
      const [first] = await receiver.waitFor(mine)
      await change(id, first?.deliveryId as string)
      return { id, mine, count: () => receiver.requests.filter(mine).length }
    }
    const failing = `/status/500/${attemptMs}`

    const cancelled = await during(failing, (_id, deliveryId) =>
      rest.post(`/api/v1/webhooks/deliveries/${deliveryId}/cancel`, {}),
    )
    const deleted = await during(failing, (id) => installation.call('DELETE', subscription(id)))
    const paused = await during(failing, (id) => rest.post(`${subscription(id)}/pause`, {}))
    const url = installation.receiverUrl('/ok')
    const moved = await during(`/status/410/${attemptMs}`, (id) =>
      installation.call('PATCH', subscription(id), { url }),
    )
    const rotated = await during(failing, (id) =>
      rest.post(`${subscription(id)}/secret/rotate`, { secret: receiverSecrets[1], overlap_seconds: 0 }),
    )
    await delay(attemptMs + watchedMs)

    if (cancelled.count() !== 1) violations.push(`The cancelled delivery was sent ${cancelled.count()} times.`)
    if (deleted.count() !== 1) violations.push(`The deleted subscription was sent to ${deleted.count()} times.`)
    if (paused.count() !== 1) violations.push(`The paused subscription was sent to ${paused.count()} times.`)
    const states = await installation.database.query<{ status: string }>(
      'select status from subscriptions where url = $1',
      [url],
    )
    if (states.rows[0]?.status !== 'active')
      violations.push(`The new URL is ${states.rows[0]?.status} after the 410 of the old one.`)
    if (moved.count() < 2) violations.push('The delivery did not go to the new URL.')
    const signers = receiver.requests.filter(rotated.mine).map((request) => request.secrets.join())
    if (signers[0] !== '0' || signers.length < 2 || signers.slice(1).some((secrets) => secrets !== '1'))
      violations.push(`After the rotation the attempts were signed with secrets ${signers.join(' then ')}.`)

    for (const { id } of [paused, rotated]) await installation.call('PATCH', subscription(id), { url })
    await rest.post(`${subscription(paused.id)}/resume`, {})
    await receiver.waitFor(paused.mine, 2)
    return {
      allowance: noFault,
      violations,
      measured: [`attempts signed with secret ${signers.join(' then ')}`],
      judge({ deliveries }) {
        const statuses = deliveries.map((delivery) => delivery.status).sort()
        const expected = ['cancelled', 'cancelled', 'succeeded', 'succeeded', 'succeeded']
        return {
          violations: statuses.join() === expected.join() ? [] : [`The deliveries ended as ${statuses.join(', ')}.`],
          measured: [statuses.join(', ')],
        }
      },
    }
  },
}
