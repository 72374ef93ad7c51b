import { Hono } from 'hono'
import { z } from 'zod'
import { describeInvitation } from '../auth/describe-invitation.ts'
import { InvitationToken } from '../contract/invitation.ts'
import { LocalLimit } from '../rate-limit/local-limit.ts'
import { addressGroup } from '../rest/client-address.ts'
import { clientAddressHeader } from './handle-request.ts'

const Question = z.strictObject({ token: InvitationToken })

/** Wrong tokens from one address: see embedded-app.ts. */
const guessLimit = { perSecond: 0.5, burst: 20 }

/**
 * Says what an invitation is about, to whoever holds its token. The token is in the body, so that it reaches no log. The
 * web process has checked the origin and the length before.
 */
export function createInvitationApp(): Hono {
  const app = new Hono()
  const guesses = new LocalLimit(guessLimit)
  app.post('/api/invitation', async (c) => {
    c.header('Cache-Control', 'no-store')
    const group = addressGroup(c.req.header(clientAddressHeader) || null)
    if (!guesses.check(group).isAllowed) return c.body(null, 429)
    const question = Question.safeParse(await c.req.json().catch(() => null))
    const invitation = question.success ? await describeInvitation(question.data.token) : null
    if (invitation) return c.json(invitation)
    guesses.take(group)
    return c.body(null, 401)
  })
  return app
}
