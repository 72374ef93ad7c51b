/** Where a person is signed in. Times ISO 8601. */
export interface OwnSession {
  id: string
  /** The one that asks. */
  is_current: boolean
  ip: string | null
  user_agent: string | null
  created_at: string
  last_seen_at: string
  expires_at: string
}
