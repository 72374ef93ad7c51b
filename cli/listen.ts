import { type Command, exitCodes, requiredOption, textOption, UsageError } from './command.ts'
import { hearKeys } from './keyboard.ts'
import { followSession } from './listen-session.ts'

/** Forwards matching deliveries to a server on this machine until Ctrl-C. */
export const listen: Command = {
  usage: '--forward-to <url> [options]',
  summary: 'Receive deliveries on this machine, through an outbound connection',
  help: [
    ['--forward-to <url>', 'where to pass them on: http://localhost:4000/hook'],
    ['--events <pattern>', 'memory.created, memory.*; may be repeated, or separated by commas; default: all'],
    ['--tenant <id or uid>', 'whose events; unnecessary with a key of a tenant'],
    ['--app <id or uid>', 'whose subscription it is'],
    ['--secret <whsec_...>', 'that your server verifies with; default: a new one, which is printed'],
    ['', ''],
    ['r', 'sends the last delivery again'],
    ['Ctrl-C', 'ends it; what still waits is cancelled'],
    ['', ''],
    ['Needs', 'a key with subscriptions:write, and deliveries:write for r'],
  ],
  options: {
    'forward-to': { type: 'string' },
    events: { type: 'string', multiple: true },
    tenant: { type: 'string' },
    app: { type: 'string' },
    secret: { type: 'string' },
  },
  async run({ options, api, out, stopping }) {
    const target = localUrl(requiredOption(options, 'forward-to'))
    const events = ((options.events as string[] | undefined) ?? ['*'])
      .flatMap((list) => list.split(','))
      .map((pattern) => pattern.trim())
      .filter((pattern) => pattern !== '')
    const session = followSession({
      api: api(),
      tidyApi: api('afterwards'),
      out,
      stopping,
      target,
      request: {
        events,
        forward_to: target.href,
        tenant: textOption(options, 'tenant'),
        app: textOption(options, 'app'),
        secret: textOption(options, 'secret'),
      },
    })
    const giveBack = hearKeys((key) => {
      if (key === 'r' || key === 'R') session.resend()
    })
    try {
      return (await session.ended) ? exitCodes.ok : exitCodes.failed
    } finally {
      giveBack()
    }
  },
}

function localUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url
  throw new UsageError(`--forward-to ${text}: give a URL like http://localhost:4000/hook.`)
}
