/**
 * One sentence that says why the database at `url` cannot be used and what to do, or null when the error is something
 * else. Never shows the password.
 */
export function databaseRefusal(error: unknown, url: string): string | null {
  const { code } = error as { code?: string }
  const { hostname, port, username, pathname } = new URL(url)
  const place = `${hostname}:${port || 5432}`
  const database = decodeURIComponent(pathname.slice(1))
  const user = decodeURIComponent(username)
  switch (code) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
      return `No PostgreSQL answers at ${place}: start it, or correct DATABASE_URL.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `There is no host ${hostname}: correct DATABASE_URL.`
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `PostgreSQL at ${place} cannot be reached: check the network and firewalls, or correct DATABASE_URL.`
    case '28P01':
    case '28000':
      return `PostgreSQL at ${place} refuses the user "${user}": correct the name or password in DATABASE_URL.`
    case '3D000':
      return `PostgreSQL at ${place} has no database "${database}": create it (createdb ${database}), or correct DATABASE_URL.`
    case '42501':
      return `The user "${user}" may not create tables in "${database}": make it the database's owner.`
    case '53300':
      return `PostgreSQL at ${place} has no connection left: raise max_connections, or lower DATABASE_POOL.`
    default:
      return isConnectTimeout(error)
        ? `PostgreSQL at ${place} does not answer: check the network, or correct DATABASE_URL.`
        : null
  }
}

function isConnectTimeout(error: unknown): boolean {
  return error instanceof Error && /timeout expired|connection timeout/i.test(error.message)
}
