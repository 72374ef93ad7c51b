import { PostriderError } from '../contract/errors.ts'
import { NewPerson } from '../contract/invitation.ts'
import { findInvitation } from '../members/invitation-store.ts'
import { database } from '../platform/database.ts'
import { isUniqueViolation } from '../platform/database-fault.ts'
import { hashOneTimeToken } from '../platform/one-time-token.ts'
import { joinTenant } from './join-tenant.ts'
import type { SignedIn } from './open-session.ts'
import { hashPassword, isPassword } from './password-hash.ts'
import { assertUnlikeAddress } from './password-rule.ts'
import { type Browser, recordSignIn } from './record-sign-in.ts'
import { mayTryPassword } from './sign-in-limits.ts'
import { findCredentials, findUserByEmail, insertInvitedUser, type UserRow } from './user-store.ts'
import type { Viewer } from './viewer.ts'

interface Acceptance extends Browser {
  token: string
  name: string
  /** A new one for whoever is new, their own for whoever has an account; empty where `viewer` is that person. */
  password: string
  /** Who is signed in already. */
  viewer: Viewer | null
}

/**
 * Makes the invited person a member and signs them in. The link alone never opens an account that exists: whoever wrote
 * the invitation holds it, too. Null when the link does not work (any more). Throws `forbidden` when it is not shown that
 * the account is theirs, `validation_failed` for a name or password that will not do.
 */
export async function acceptInvitation(input: Acceptance): Promise<SignedIn | null> {
  const { prisma } = database()
  const invitation = await findInvitation(prisma, hashOneTimeToken(input.token))
  if (!invitation) return null
  const known = await findUserByEmail(prisma, invitation.email)
  if (known) await requireOwner(known, input)
  const person = known ? null : await newPerson(invitation.email, input)
  const { ip, userAgent } = input
  try {
    return await prisma.$transaction(async (tx) => {
      const user = known ?? (await insertInvitedUser(tx, person as NonNullable<typeof person>))
      // Thrown, so that an account made for a link that was used meanwhile does not stay.
      if (!(await joinTenant(tx, invitation, user, ip))) throw usedMeanwhile
      return await recordSignIn(tx, user.id, 'invitation', { ip, userAgent })
    })
  } catch (error) {
    if (error === usedMeanwhile || isUniqueViolation(error)) return null
    throw error
  }
}

const usedMeanwhile = new Error('The invitation was used meanwhile.')

async function requireOwner(known: UserRow, { viewer, password, ip }: Acceptance): Promise<void> {
  if (viewer?.userId === known.id) return
  const { email } = known
  const credentials = (await mayTryPassword({ email, ip })) ? await findCredentials(database().prisma, email) : null
  if (await isPassword(password, credentials?.passwordHash ?? null)) return
  throw new PostriderError(
    'forbidden',
    'That did not work. Check the password, or wait a few minutes after many tries.',
  )
}

async function newPerson(email: string, given: { name: string; password: string }) {
  const parsed = NewPerson.safeParse({ name: given.name, password: given.password })
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0] as (typeof parsed.error.issues)[number]
    throw new PostriderError('validation_failed', `The ${path.join()} ${message}.`)
  }
  const { name, password } = parsed.data
  assertUnlikeAddress(password, email, '/password')
  return { email, name, passwordHash: await hashPassword(password) }
}
