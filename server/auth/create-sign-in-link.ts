import { recordAuditEntry } from '../audit/record-audit-entry.ts'
import { PostriderError } from '../contract/errors.ts'
import { toId } from '../contract/ids.ts'
import { isMemberAnywhere } from '../members/member-store.ts'
import { systemActor } from '../platform/actor.ts'
import { clock } from '../platform/clock.ts'
import { database } from '../platform/database.ts'
import { hashOneTimeToken, newOneTimeToken } from '../platform/one-time-token.ts'
import { insertSignInLink } from './sign-in-link-store.ts'
import { findFirstOperator, findUserByEmail, insertUser, lockUsers } from './user-store.ts'

/** Long enough to walk from the terminal to the browser, short enough to be worthless in a log the next day. */
const linkMinutes = 15

/**
 * A link that signs a person in once, within 15 minutes. Only whoever controls the process may call this: it asks no
 * further proof. `email`: an existing person; left out: the installation's first owner, who is made on the first start.
 * The token is in the fragment, so it reaches neither logs nor link previews; only its hash is stored.
 */
export async function createSignInLink(input: { email?: string; publicUrl: string }): Promise<{ url: string }> {
  const token = newOneTimeToken()
  await database().prisma.$transaction(async (tx) => {
    await lockUsers(tx)
    const user = input.email ? await findUserByEmail(tx, input.email) : await findFirstOperator(tx)
    if (input.email && (!user || user.disabledAt || !(await isMemberAnywhere(tx, user.id)))) {
      throw new PostriderError('not_found', `Nobody with the address ${input.email} may sign in here.`)
    }
    const signsIn =
      user ?? (await insertUser(tx, { email: 'operator@localhost', name: 'Operator', tenantId: null, role: 'owner' }))
    const expiresAt = new Date(clock.now() + linkMinutes * 60_000)
    await insertSignInLink(tx, { userId: signsIn.id, tokenHash: hashOneTimeToken(token), expiresAt })
    await recordAuditEntry(tx, systemActor, {
      action: 'sign_in_link.create',
      targetKind: 'user',
      targetId: toId('user', signsIn.id),
      tenantId: null,
    })
  })
  const url = new URL('/sign-in', input.publicUrl)
  url.hash = `token=${token}`
  return { url: url.href }
}
