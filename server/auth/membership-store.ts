import { uuidOf } from '../contract/ids.ts'
import { database } from '../platform/database.ts'
import { nameOrUidHas } from '../platform/like-literal.ts'

/** Living tenants by name. `onlyIds` (uuids): null for all of them. `search`: in the name, in the uid, or the whole id. */
export async function listTenantsToChoose(input: {
  onlyIds: string[] | null
  search: string
  withDeleted: boolean
  limit: number
}) {
  const { onlyIds, search } = input
  const id = uuidOf('tenant', search)
  return await database().prisma.tenant.findMany({
    where: {
      ...(!input.withDeleted && { deletedAt: null }),
      ...(onlyIds && { id: { in: onlyIds } }),
      ...(search !== '' && { OR: [...nameOrUidHas(search).OR, ...(id ? [{ id }] : [])] }),
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: input.limit,
    select: { id: true, uid: true, name: true, deletedAt: true },
  })
}
