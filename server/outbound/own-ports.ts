/**
 * The ports on which this machine's own parts listen, so that no tenant reaches them over loopback or an address of this
 * machine: the web process, and the database when it runs here too.
 */
export function ownPorts(env: { PORT: number; DATABASE_URL?: string | undefined }): number[] {
  const ports = env.PORT === 0 ? [] : [env.PORT]
  if (env.DATABASE_URL !== undefined) ports.push(Number(new URL(env.DATABASE_URL).port || 5432))
  return ports
}
