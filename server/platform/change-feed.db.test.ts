import { afterEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../../test/database.ts'
import { announceChange, ChangeFeed } from './change-feed.ts'
import { database } from './database.ts'
import { newUuid } from './uuid.ts'

const db = useDatabase()
const feeds: ChangeFeed[] = []
afterEach(async () => {
  for (const feed of feeds.splice(0)) await feed.close()
})

async function openFeed() {
  const feed = new ChangeFeed(db.url)
  feeds.push(feed)
  const heard: (string | null)[] = []
  feed.onChange((uuid) => heard.push(uuid))
  await expect.poll(() => feed.isCurrent(), { interval: 20 }).toBe(true)
  return { feed, heard }
}

const endConnections = () =>
  database().pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'postrider changes' and datname = current_database()`,
  )

describe('the change feed', () => {
  test('hears what a transaction announced when it commits, in every process, and nothing of one that rolled back', async () => {
    const [one, two] = [await openFeed(), await openFeed()]
    const [kept, dropped] = [newUuid(), newUuid()]
    const { prisma } = database()
    await prisma
      .$transaction(async (tx) => {
        await announceChange(tx, dropped)
        throw new Error('no')
      })
      .catch(() => undefined)
    await prisma.$transaction((tx) => announceChange(tx, kept))
    for (const { heard } of [one, two]) {
      await expect.poll(() => heard, { interval: 20 }).toContain(kept)
      expect(heard).not.toContain(dropped)
    }
  })

  test('after a lost connection it connects again and says that anything may have changed', async () => {
    const { feed, heard } = await openFeed()
    heard.length = 0
    await endConnections()
    await expect.poll(() => feed.isCurrent(), { interval: 10 }).toBe(false)
    await expect.poll(() => heard, { interval: 20, timeout: 5_000 }).toContain(null)
    await expect.poll(() => feed.isCurrent(), { interval: 20, timeout: 5_000 }).toBe(true)
    const uuid = newUuid()
    await database().prisma.$transaction((tx) => announceChange(tx, uuid))
    await expect.poll(() => heard, { interval: 20 }).toContain(uuid)
  })

  test('it does not trust a connection on which nothing comes back', async () => {
    const { feed } = await openFeed()
    // As behind a pooler that lends another session to every statement.
    const { client } = feed as unknown as { client: { query(sql: string): Promise<unknown> } }
    await client.query('unlisten *')
    await expect.poll(() => feed.isCurrent(), { interval: 50, timeout: 3_000 }).toBe(false)
  })
})
