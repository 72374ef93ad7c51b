import { announceChange } from '../platform/change-feed.ts'
import { database } from '../platform/database.ts'

/** What arrived at a session. `id`: uuid. */
export interface ListenRequestRow {
  id: string
  headers: [string, string][]
  body: Uint8Array
}

export interface ListenAnswer {
  status: number
  headers: [string, string][]
  body: Uint8Array
}

/** Most requests that one look hands over: their bodies have up to 1 MiB each. */
const atOnce = 8

export async function insertListenRequest(sessionId: string, request: ListenRequestRow): Promise<void> {
  await database().pool.query('insert into listen_requests (id, session_id, headers, body) values ($1, $2, $3, $4)', [
    request.id,
    sessionId,
    JSON.stringify(request.headers),
    request.body,
  ])
  await announceChange(database().prisma, sessionId)
}

/** Those without an answer, oldest first. `heldMs`: an older one's web process died, and nobody waits for its answer. */
export async function listWaitingRequests(
  tenantId: string,
  sessionId: string,
  options: { except: string[]; heldMs: number },
): Promise<ListenRequestRow[]> {
  const { rows } = await database().pool.query<ListenRequestRow>(
    `select r.id, r.headers, r.body
       from listen_requests r join listen_sessions s on s.id = r.session_id and s.tenant_id = $1
      where r.session_id = $2 and r.status is null and r.id <> all($3::uuid[])
        and r.arrived_at > now() - make_interval(secs => $4::float8 / 1000)
      order by r.id limit $5`,
    [tenantId, sessionId, options.except, options.heldMs, atOnce],
  )
  return rows
}

/** Nothing happens for one that is answered or gone. */
export async function answerWaitingRequest(
  tenantId: string,
  sessionId: string,
  id: string,
  answer: ListenAnswer,
): Promise<void> {
  const { rowCount } = await database().pool.query(
    `update listen_requests r set status = $4, answer_headers = $5, answer_body = $6
       from listen_sessions s
      where s.id = r.session_id and s.tenant_id = $1 and r.session_id = $2 and r.id = $3 and r.status is null`,
    [tenantId, sessionId, id, answer.status, JSON.stringify(answer.headers), answer.body],
  )
  if (rowCount) await announceChange(database().prisma, id)
}

/** null: not answered yet, or its session is over. */
export async function findAnswer(sessionId: string, id: string): Promise<ListenAnswer | null> {
  const { rows } = await database().pool.query<ListenAnswer>(
    `select status, answer_headers as headers, answer_body as body from listen_requests
      where session_id = $1 and id = $2 and status is not null`,
    [sessionId, id],
  )
  return rows[0] ?? null
}

export async function deleteListenRequest(sessionId: string, id: string): Promise<void> {
  await database().pool.query('delete from listen_requests where session_id = $1 and id = $2', [sessionId, id])
}

/** What web processes left behind that died while they waited. */
export async function deleteLeftRequests(olderThanMs: number): Promise<void> {
  await database().pool.query(
    `delete from listen_requests where arrived_at < now() - make_interval(secs => $1::float8 / 1000)`,
    [olderThanMs],
  )
}
