import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { projectRoot } from '../launch/project-root.ts'

const manifest = z.object({ version: z.string() })

/** Of this Postrider, as its package.json says. */
export async function readVersion(): Promise<string> {
  const text = await readFile(join(projectRoot, 'package.json'), 'utf8')
  return manifest.parse(JSON.parse(text)).version
}
