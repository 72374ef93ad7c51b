import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * Throws one sentence when nothing can listen on the port. `patienceMs`: how long a port that is taken may take to
 * become free, for when the one who holds it is about to end. `setting`: the variable that chose it.
 */
export async function requireFreePort(
  host: string,
  port: number,
  { patienceMs = 0, setting = 'PORT' }: { patienceMs?: number; setting?: string } = {},
): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += 100) {
    const code = await tryToListen(host, port)
    if (code === null) return
    if (code !== 'EADDRINUSE' || waitedMs >= patienceMs) throw new Error(sentence(code, host, port, setting))
    await delay(100)
  }
}

function tryToListen(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(port, host, () => server.close(() => resolve(null)))
  })
}

function sentence(code: string, host: string, port: number, setting: string): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken: stop the program that uses it, or set ${setting} to another one.`
  if (code === 'EACCES') return `This user may not listen on port ${port}: set ${setting} to 1024 or higher.`
  return `Nothing can listen on ${host}:${port} (${code}): correct HOST and ${setting}.`
}
