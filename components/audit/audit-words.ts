/** `label`: in a list of actions. `sentence`: after the name of who did it; `{}`: what it was done to. */
const told: Record<string, { label: string; sentence: string }> = {
  'subscription.create': { label: 'Subscription created', sentence: 'subscribed {}' },
  'subscription.update': { label: 'Subscription changed', sentence: 'changed {}' },
  'subscription.pause': { label: 'Subscription paused', sentence: 'paused {}' },
  'subscription.resume': { label: 'Subscription resumed', sentence: 'resumed {}' },
  'subscription.disable': { label: 'Subscription disabled', sentence: 'disabled {}' },
  'subscription.delete': { label: 'Subscription deleted', sentence: 'deleted the subscription {}' },
  'subscription.rotate_secret': { label: 'Secret rotated', sentence: 'rotated the secret of {}' },
  'subscription.reveal_secret': { label: 'Secret revealed', sentence: 'revealed the secret of {}' },
  'key.create': { label: 'API key created', sentence: 'created the API key {}' },
  'key.rotate': { label: 'API key rotated', sentence: 'rotated the API key {}' },
  'key.revoke': { label: 'API key revoked', sentence: 'revoked the API key {}' },
  'tenant.create': { label: 'Tenant created', sentence: 'created the tenant {}' },
  'tenant.update': { label: 'Tenant changed', sentence: 'changed the tenant {}' },
  'tenant.delete': { label: 'Tenant deleted', sentence: 'deleted the tenant {}' },
  'app.create': { label: 'App created', sentence: 'created the app {}' },
  'app.update': { label: 'App changed', sentence: 'changed the app {}' },
  'app.delete': { label: 'App deleted', sentence: 'deleted the app {}' },
  'event_type.create': { label: 'Event type created', sentence: 'created the event type {}' },
  'event_type.update': { label: 'Event type changed', sentence: 'changed the event type {}' },
  'event_type.delete': { label: 'Event type deleted', sentence: 'deleted the event type {}' },
  'delivery.redeliver': { label: 'Delivery redelivered', sentence: 'redelivered the delivery {}' },
  'delivery.cancel': { label: 'Delivery cancelled', sentence: 'cancelled the delivery {}' },
  'delivery.sign_request': {
    label: 'Request signed by hand',
    sentence: 'signed a request to send by hand for the delivery {}',
  },
  'deliveries.redeliver': { label: 'Deliveries redelivered in bulk', sentence: 'redelivered deliveries: {}' },
  'deliveries.cancel': { label: 'Deliveries cancelled in bulk', sentence: 'cancelled deliveries: {}' },
  'dead_letters.redeliver': { label: 'Dead letters redelivered', sentence: 'redelivered dead letters: {}' },
  'dead_letters.discard': { label: 'Dead letters discarded', sentence: 'discarded dead letters: {}' },
  'replay.create': { label: 'Replay started', sentence: 'started the replay {}' },
  'replay.pause': { label: 'Replay paused', sentence: 'paused the replay {}' },
  'replay.resume': { label: 'Replay resumed', sentence: 'resumed the replay {}' },
  'replay.cancel': { label: 'Replay cancelled', sentence: 'cancelled the replay {}' },
  'inbox.create': { label: 'Inbox created', sentence: 'created the inbox {}' },
  'inbox.update': { label: 'Inbox changed', sentence: 'changed the inbox {}' },
  'inbox.delete': { label: 'Inbox deleted', sentence: 'deleted the inbox {}' },
  'member.invite': { label: 'Member invited', sentence: 'invited {}' },
  'member.join': { label: 'Invitation taken up', sentence: 'took up the invitation of {}' },
  'member.update': { label: 'Role changed', sentence: 'changed the role of {}' },
  'member.remove': { label: 'Member removed', sentence: 'removed {}' },
  'portal_session.create': { label: 'Portal link created', sentence: 'created the portal link {}' },
  'portal_session.enter': { label: 'Portal link opened', sentence: 'opened the portal link {}' },
  'portal_session.revoke': { label: 'Portal session ended', sentence: 'ended the portal session {}' },
  'session.create': { label: 'Signed in', sentence: 'signed in: session {}' },
  'session.end': { label: 'Session ended', sentence: 'ended the session {}' },
  'session.end_all': { label: 'Signed out everywhere', sentence: 'signed out everywhere: {}' },
  'session.refuse': { label: 'Wrong password', sentence: 'refused a wrong password for {}' },
  'sign_in_link.create': { label: 'Sign-in link created', sentence: 'created a sign-in link for {}' },
  'user.set_password': { label: 'Password set', sentence: 'set the password of {}' },
  'user.prove_email': { label: 'Address proved', sentence: 'proved the address {}' },
  'sealing_key.rotate': { label: 'Sealing key changed', sentence: 'changed the key that secrets are sealed with' },
}

/** A sentence in two parts, around what it was done to; `after` null: it says nothing of that. */
export function auditSentence(action: string): { before: string; after: string | null } {
  const sentence = told[action]?.sentence ?? `${action.replace('.', ': ').replaceAll('_', ' ')}, {}`
  const [before = '', after] = sentence.split('{}')
  return { before: before.trim(), after: after?.trim() ?? null }
}

/** The actions one may look for; `kind`: those that things of one kind go through. */
export function auditActions(kind: string | null): { value: string; label: string }[] {
  return Object.entries(told)
    .filter(([action]) => kind === null || kindsOf(action).includes(kind))
    .map(([value, { label }]) => ({ value, label }))
}

/** Sessions are recorded at the session or at the person, and a replay of chosen deliveries at the replay. */
function kindsOf(action: string): string[] {
  const [prefix = ''] = action.split('.')
  if (prefix === 'session') return ['portal_session', 'user']
  if (prefix === 'sign_in_link') return ['user']
  return action === 'deliveries.redeliver' ? ['deliveries', 'replay'] : [prefix]
}
