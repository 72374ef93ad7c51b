import { spawn } from 'node:child_process'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { otherProcessOf, processMark } from './process-mark.ts'
import { projectRoot } from './project-root.ts'
import { sourceHash } from './source-hash.ts'

const stampFile = join(projectRoot, '.next/postrider-source-hash')
const lockFile = join(projectRoot, 'node_modules/.cache/postrider-build.pid')

/** What the bundle is made of. Only part of server/ ends up in it; hashing all of it is simple and takes milliseconds. */
const sources = ['app', 'components', 'server', 'public', 'next.config.js', 'postcss.config.cjs', 'package-lock.json']

function isBuilt(): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sourceHash(sources)
}

/** Builds the portal unless the build in .next is of these sources. `signal` ends a build that is under way. */
export async function ensureBuild(signal?: AbortSignal): Promise<void> {
  if (isBuilt()) return
  const release = await takeBuildLock(signal)
  try {
    // Whoever held the lock may have built these very sources.
    if (!isBuilt()) await build(signal)
  } finally {
    release()
  }
}

async function build(signal?: AbortSignal): Promise<void> {
  const hash = sourceHash(sources)
  const startedAt = performance.now()
  console.log('Building the portal, once for these sources: half a minute, on a small machine more than a minute ...')
  const cli = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const child = spawn(process.execPath, [cli, 'build'], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    signal,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const code = await new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', done)
  })
  if (code !== 0) throw new Error(`The portal could not be built:\n${output}`)
  writeFileSync(stampFile, hash)
  console.log(`The portal is built (${((performance.now() - startedAt) / 1000).toFixed(0)} s).`)
}

/** One build at a time in this folder. A lock whose process is gone is nobody's. */
async function takeBuildLock(signal?: AbortSignal): Promise<() => void> {
  mkdirSync(dirname(lockFile), { recursive: true })
  // Linked, so that it appears with its text or not at all.
  const draft = `${lockFile}.${process.pid}`
  writeFileSync(draft, processMark(process.pid))
  try {
    while (!tryToLink(draft)) {
      if (otherProcessOf(readLock()) === null) rmSync(lockFile, { force: true })
      else await delay(200, undefined, { signal })
    }
  } finally {
    rmSync(draft, { force: true })
  }
  return () => rmSync(lockFile, { force: true })
}

function tryToLink(draft: string): boolean {
  try {
    linkSync(draft, lockFile)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function readLock(): string {
  try {
    return readFileSync(lockFile, 'utf8')
  } catch {
    // Released since.
    return ''
  }
}

if (import.meta.main) await ensureBuild()
