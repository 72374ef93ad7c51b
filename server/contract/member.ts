import { z } from 'zod'
import { IdParams, Ref, Timestamp } from './fields.ts'
import { operation } from './operation.ts'
import { pageOf, pageQuery } from './pagination.ts'
import { Role } from './role.ts'

const Email = z
  .email({ error: 'must be an e-mail address' })
  .max(254)
  .toLowerCase()
  .meta({ example: 'ada@example.com', description: 'Kept in lower case.' })

export const Member = z
  .object({
    id: z.string().meta({ example: 'mem_01jd3z8k7me8n9v5t2qa4w6x1b' }),
    tenant: z.string().nullable().meta({ description: 'Id of the tenant; null: the whole installation.' }),
    email: z.string(),
    name: z.string().nullable().meta({ description: 'null until the invitation is taken up.' }),
    role: Role,
    is_last_owner: z
      .boolean()
      .meta({ description: 'Nobody else here is an owner: can be neither removed nor given another role.' }),
    status: z.enum(['active', 'invited']),
    link_expires_at: Timestamp.nullable().meta({ description: 'Until when the link of an invitation works.' }),
    last_seen_at: Timestamp.nullable(),
    created_at: Timestamp,
  })
  .meta({ id: 'Member', description: 'A person who may use the portal, or is invited to.' })
export type Member = z.infer<typeof Member>

export const InvitedMember = Member.extend({
  url: z.string().meta({
    description: 'Hand it to the person: it works once, within seven days. Shown this once; nothing is mailed.',
  }),
  ended_earlier_link: z.boolean().meta({ description: 'The address was invited before: that link works no more.' }),
}).meta({ id: 'InvitedMember' })
export type InvitedMember = z.infer<typeof InvitedMember>

const tag = 'Members'
const scope = 'members:admin'

export const memberOperations = {
  inviteMember: operation({
    method: 'POST',
    path: '/api/v1/members',
    scope,
    tag,
    summary: 'Invite somebody to the portal',
    description:
      'Gives a link that the person opens to set a password or sign in. Inviting the same address again gives a new link ' +
      'and ends the old one. Nobody can give a role above their own; a key of a tenant can give `admin` at most.',
    body: z.strictObject({
      tenant: Ref.optional().meta({
        description: 'Id or uid; left out: the tenant of the key, or the whole installation with a key that has none.',
      }),
      email: Email,
      role: Role,
    }),
    success: { status: 201, schema: InvitedMember },
    errors: ['conflict'],
    secretFields: ['url'],
  }),
  listMembers: operation({
    method: 'GET',
    path: '/api/v1/members',
    scope,
    tag,
    summary: 'List members and open invitations',
    query: z.strictObject({ ...pageQuery, tenant: Ref.optional() }),
    success: { status: 200, schema: pageOf(Member) },
  }),
  getMember: operation({
    method: 'GET',
    path: '/api/v1/members/{id}',
    scope,
    tag,
    summary: 'Get a member',
    params: IdParams,
    success: { status: 200, schema: Member },
  }),
  updateMember: operation({
    method: 'PATCH',
    path: '/api/v1/members/{id}',
    scope,
    tag,
    summary: 'Change the role of a member',
    description: 'Holds from the next request on, in sessions that are open too. The last owner stays owner.',
    params: IdParams,
    body: z.strictObject({ role: Role }),
    success: { status: 200, schema: Member },
    errors: ['conflict'],
  }),
  removeMember: operation({
    method: 'DELETE',
    path: '/api/v1/members/{id}',
    scope,
    tag,
    summary: 'Remove a member or take an invitation back',
    description:
      'They are out with the next request. API keys that they made go on working: revoke those by themselves. The last ' +
      'owner cannot be removed.',
    params: IdParams,
    success: { status: 204, schema: z.void() },
    errors: ['conflict'],
  }),
}
