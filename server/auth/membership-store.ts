import { database } from '../platform/database.ts'

/** Living tenants by name; `onlyIds` null: all of them. */
export async function listTenantsToChoose(input: { onlyIds: string[] | null; limit: number }) {
  return await database().prisma.tenant.findMany({
    where: { deletedAt: null, ...(input.onlyIds ? { id: { in: input.onlyIds } } : {}) },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: input.limit,
    select: { id: true, uid: true, name: true },
  })
}
