import { setTimeout as delay } from 'node:timers/promises'
import { comeToRest } from '../collect-facts.ts'
import { noFault } from '../facts.ts'
import type { Fault } from '../fault.ts'

const rounds = 3
const answerMs = 400

export const crashBeforeRecord: Fault = {
  name: 'crash-before-record',
  about: 'SIGKILL of the worker after the receiver’s 200 and before the record, three times',
  expected: 'exactly one duplicate each: same id, fresh timestamp',
  async run({ installation }) {
    const { proxy, receiver } = installation
    const publisher = installation.openPublisher('crash')
    const violations: string[] = []
    const eventIds: string[] = []
    for (let round = 0; round < rounds; round++) {
      const [tenant] = await installation.makeTenants({ tenants: 1, path: `/after/${answerMs}` })
      if (!tenant) throw new Error('A tenant could not be made.')
      const eventId = (await publisher.publish(tenant)) as string
      eventIds.push(eventId)
      await receiver.waitFor((request) => request.eventIds.includes(eventId))
      const owner = await installation.ownerOf(tenant.subscriptions[0] as string)
      if (!owner) {
        violations.push('Nobody held the lane during an attempt.')
        continue
      }
      // The record does not get through; the lane connections, which carry the journal, are left alone.
      proxy.hold({ route: owner.name, name: 'postrider' })
      await delay(answerMs * 2)
      owner.kill('SIGKILL')
      await delay(100)
      proxy.cut({ route: owner.name })
      proxy.release()
      await receiver.waitFor((request) => request.eventIds.includes(eventId), 2)
      await owner.ready()
      await comeToRest(installation.database)
    }
    return {
      allowance: { ...noFault, duplicates: rounds, interrupted: rounds },
      violations,
      measured: [`${rounds} rounds`],
      judge({ requests, attempts }) {
        const wrong: string[] = []
        let longestMs = 0
        for (const eventId of eventIds) {
          const [first, second, ...more] = requests.filter((request) => request.eventIds.includes(eventId))
          if (!first || !second || more.length > 0) wrong.push(`${eventId} did not arrive exactly twice.`)
          else if (first.deliveryId !== second.deliveryId || first.bodyHash !== second.bodyHash)
            wrong.push(`${eventId} arrived as two different deliveries.`)
          else if (second.t <= first.t) wrong.push(`${eventId} was signed again with the old timestamp.`)
          if (first && second) longestMs = Math.max(longestMs, second.at - first.at)
        }
        const marks = attempts.filter((attempt) => attempt.error === 'interrupted').length
        if (marks !== rounds) wrong.push(`${marks} attempts are marked interrupted, not ${rounds}.`)
        return { violations: wrong, measured: [`sent again ${longestMs} ms after the first at most`] }
      },
    }
  },
}
