import { setTimeout as pause } from 'node:timers/promises'
import { type Command, exitCodes, textOption } from './command.ts'
import { deliveryLine } from './delivery-line.ts'
import { ServerWatch } from './server-watch.ts'

const everyMs = 1_000
const looked = 100
/** Deliveries that are remembered, so that a long tail does not grow for ever. */
const remembered = 10_000

/** Shows deliveries as they are made and tried, until Ctrl-C. */
export const tail: Command = {
  usage: '[options]',
  summary: 'Show deliveries as they happen',
  help: [
    ['--tenant <id or uid>', 'of one tenant'],
    ['--subscription <id>', 'of one subscription'],
    ['--type <type>', 'of one event type'],
    ['--status <status>', 'pending, retrying, succeeded, failed or cancelled'],
    ['--code <code>', 'last answered 503, say, or any of 2xx, 3xx, 4xx, 5xx; none: no answer came'],
    ['--once', 'show the newest and end'],
  ],
  options: {
    tenant: { type: 'string' },
    subscription: { type: 'string' },
    type: { type: 'string' },
    status: { type: 'string' },
    code: { type: 'string' },
    once: { type: 'boolean' },
  },
  async run({ options, api, out, stopping }) {
    const query = new URLSearchParams({ limit: String(looked) })
    for (const name of ['tenant', 'subscription', 'type', 'status']) {
      const value = textOption(options, name)
      if (value !== undefined) query.set(name, value)
    }
    const code = textOption(options, 'code')
    if (code !== undefined) query.set(/^\d+$/.test(code) ? 'code' : 'code_class', code)
    const seen = new Map<string, string>()
    let first = options.once !== true
    const server = new ServerWatch(out, stopping)
    while (!stopping.aborted) {
      try {
        const { data } = await api().call('GET', `/webhooks/deliveries?${query}`)
        server.answered()
        for (const delivery of data.toReversed()) {
          const state = `${delivery.status} ${delivery.attempt_count} ${delivery.runs}`
          const isNews = seen.get(delivery.id) !== state
          seen.delete(delivery.id)
          seen.set(delivery.id, state)
          // What was there before it began is not news.
          if (isNews && !first) out.result(delivery, deliveryLine(delivery))
        }
        if (options.once === true) return exitCodes.ok
        // Said when it is true: what comes from now on is shown.
        if (first) out.note('Waiting for deliveries. Ctrl-C ends it.')
        first = false
      } catch (error) {
        // A server that never answered is not there.
        if (first || options.once === true || stopping.aborted) throw error
        await server.waitAfter(error, 'the newest of what happens meanwhile is shown when it is back.')
        continue
      }
      for (const id of [...seen.keys()].slice(0, Math.max(0, seen.size - remembered))) seen.delete(id)
      await pause(everyMs, undefined, { signal: stopping }).catch(() => undefined)
    }
    return exitCodes.ok
  },
}
