import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Environment } from '../platform/env.ts'
import { isLocalMode, listenHost } from '../platform/local-mode.ts'
import { signInCommand } from '../platform/sign-in-command.ts'
import { ensureDataDir } from './data-dir.ts'
import { DatabaseKeeper } from './database-keeper.ts'
import { ensureBuild } from './ensure-build.ts'
import { ensureClient } from './ensure-client.ts'
import { freePort } from './free-port.ts'
import { type LauncherLock, takeLauncherLock } from './launcher-lock.ts'
import { forgetPortalAddress, recordPortalAddress } from './portal-address.ts'
import { compileCache } from './project-root.ts'
import { requireFreePort } from './require-free-port.ts'
import { SupervisedPart } from './supervised-part.ts'
import { welcome } from './welcome.ts'

/** A part that is asked to stop finishes what it is doing; after this it is made to. */
const patienceMs = 25_000

/** The children of a killed launcher see its end at once and need a moment to leave the port. */
const leftoverPatienceMs = 10_000

/** Everything on one machine: database, migrations, portal build, web and worker, in order, and back in reverse. */
export class Launch {
  #environment: Environment
  #stopping = new AbortController()
  #lock: LauncherLock | undefined
  #database: DatabaseKeeper | undefined
  #parts: SupervisedPart[] = []
  #starting: Promise<void> | undefined

  constructor(environment: Environment) {
    this.#environment = environment
  }

  /** Resolves when requests are answered and the welcome is printed. Throws an Error with a sentence for the user. */
  start(): Promise<void> {
    this.#starting = this.#start()
    return this.#starting
  }

  async #start(): Promise<void> {
    const environment = { ...this.#environment, POSTRIDER_EMBEDDED_DATABASE: !this.#environment.DATABASE_URL }
    const dataDir = resolve(environment.DATA_DIR)
    const keepsFiles =
      environment.POSTRIDER_EMBEDDED_DATABASE || !environment.AUTH_SECRET || !environment.ENCRYPTION_KEYS
    if (keepsFiles) ensureDataDir(dataDir)
    if (environment.POSTRIDER_EMBEDDED_DATABASE) this.#lock = takeLauncherLock(dataDir)
    const port = environment.PORT || (await freePort())
    await requireFreePort(listenHost(environment), port, {
      patienceMs: this.#lock?.wasKilled ? leftoverPatienceMs : 0,
    })

    console.log('Starting Postrider ...')
    ensureClient()
    const built = ensureBuild(this.#stopping.signal)
    // Awaited below; a build that fails sooner must not end the process before the sentence is printed.
    built.catch(() => undefined)
    const url = environment.DATABASE_URL ?? (await this.#startDatabase(dataDir))
    const publicUrl = environment.PUBLIC_URL ?? `http://localhost:${port}`
    if (this.#lock) recordPortalAddress(dataDir, publicUrl)
    // Imported only now: what it imports needs the generated client.
    const { prepareDatabase } = await import('./prepare-database.ts')
    await using prepared = await prepareDatabase({
      url,
      operatorKey: environment.POSTRIDER_INIT_OPERATOR_KEY,
      demo: isLocalMode(environment),
    })
    await built
    this.#stopping.signal.throwIfAborted()
    await this.#startParts({
      PORT: String(port),
      DATA_DIR: dataDir,
      DATABASE_URL: url,
      POSTRIDER_EMBEDDED_DATABASE: String(environment.POSTRIDER_EMBEDDED_DATABASE),
    })
    await this.#untilReady(port, listenHost(environment))
    console.log(
      welcome({
        portalUrl: publicUrl,
        signInCommand: signInCommand(dataDir),
        signInLink: await prepared.signInLink(publicUrl),
        ...(await prepared.operatorKey()),
        tenant: prepared.tenant,
        local: isLocalMode(environment),
        seconds: performance.now() / 1000,
      }),
    )
  }

  async #startParts(settings: Record<string, string>): Promise<void> {
    const given = { NODE_ENV: process.env.NODE_ENV ?? 'production', NODE_COMPILE_CACHE: compileCache } as const
    const environment = { ...process.env, ...given, ...settings }
    this.#parts = [
      new SupervisedPart('web', 'server/web/start.ts', { ...environment, POSTRIDER_PART: 'web' }),
      new SupervisedPart('worker', 'workers/start.ts', { ...environment, POSTRIDER_PART: 'worker' }),
    ]
    await Promise.all(this.#parts.map((part) => part.listening))
  }

  /** Parts first, then the database they write to. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await Promise.all(this.#parts.map((part) => part.stop(patienceMs)))
    // A start that was under way gives up at its next step; the database it started meanwhile is stopped with the rest.
    await this.#starting?.catch(() => undefined)
    await this.#database?.stop()
    if (this.#lock) forgetPortalAddress(resolve(this.#environment.DATA_DIR))
    this.#lock?.release()
  }

  /** At once and without asking; the next start recovers. */
  kill(): void {
    this.#stopping.abort()
    for (const part of this.#parts) part.kill()
    this.#database?.kill()
  }

  async #startDatabase(dataDir: string): Promise<string> {
    this.#database = await DatabaseKeeper.start(dataDir)
    return this.#database.url
  }

  async #untilReady(port: number, host: string): Promise<void> {
    const address = host === '::' || host === '0.0.0.0' ? 'localhost' : host
    while (!this.#stopping.signal.aborted) {
      const answer = await fetch(`http://${address}:${port}/readyz`).catch(() => null)
      if (answer?.ok) return
      await delay(50)
    }
    this.#stopping.signal.throwIfAborted()
  }
}
