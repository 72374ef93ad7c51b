export interface WelcomeFacts {
  portalUrl: string
  signInLink: string
  /** Prints another link. */
  signInCommand: string
  /** null: made on an earlier start, of which only the hash is kept. */
  key: string | null
  keyIsNew: boolean
  tenant: string | null
  local: boolean
  seconds: number
}

/** What a person sees when everything runs. */
export function welcome(facts: WelcomeFacts): string {
  const tenant = facts.tenant ?? 'your-tenant'
  const data = { memory_id: 'mem_01jd3z8k7me8n9v5t2qa4w6x1b', tag: 'hello', added_by: { kind: 'user', id: 'me' } }
  const body = { tenant, type: 'tag.added', data: { ...data, added_at: '2026-03-04T09:12:44Z' } }
  return `
Postrider is running (${facts.seconds.toFixed(1)} s).

  Portal         ${facts.portalUrl}
  Sign-in link   ${facts.signInLink}
                 works once, within 15 minutes; for another: ${facts.signInCommand}
  Operator key   ${operatorKeyLine(facts)}

Publish an event:

  curl -X POST ${new URL('/api/v1/webhooks/events', facts.portalUrl)} \\
    -H "Authorization: Bearer ${keyInCommand(facts)}" -H 'Content-Type: application/json' \\
    -d '${JSON.stringify(body)}'
${facts.local ? '\nLocal mode: it listens on this machine only, and deliveries may go to this machine and over plain http.\n' : ''}
Ctrl-C stops everything.
`
}

function operatorKeyLine(facts: WelcomeFacts): string {
  if (facts.key === null) return 'the one of your first start; make another in the portal under API keys'
  if (facts.keyIsNew) return `${facts.key}\n                 shown this once: keep it`
  return 'the one in POSTRIDER_INIT_OPERATOR_KEY'
}

/** A key that came in a variable is not repeated where logs are kept; the shell puts it in. */
function keyInCommand(facts: WelcomeFacts): string {
  if (facts.key === null) return '$POSTRIDER_KEY'
  return facts.keyIsNew ? facts.key : '$POSTRIDER_INIT_OPERATOR_KEY'
}
