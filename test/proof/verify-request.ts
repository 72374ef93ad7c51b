import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { expect } from 'vitest'
import { projectRoot } from '../../server/launch/project-root.ts'
import type { ReceivedRequest } from '../receiver.ts'

/** Fails unless a request verifies with our sample, run as its users run it, and with the published Standard Webhooks library. */
export function expectGenuine(request: ReceivedRequest, secret: string): void {
  const sample = spawnSync(
    process.execPath,
    [join(projectRoot, 'docs/samples/verify.mjs'), request.headers['x-pt-signature'] as string],
    { input: request.body, encoding: 'utf8', env: { WEBHOOK_SECRET: secret } as unknown as NodeJS.ProcessEnv },
  )
  expect(sample.stderr + sample.stdout).toBe('The signature is genuine.\n')
  const library = new Webhook(secret)
  expect(() => library.verify(request.body, request.headers, { jsonParse: false })).not.toThrow()
  const forged = Buffer.concat([request.body, Buffer.from(' ')])
  expect(() => library.verify(forged, request.headers)).toThrow('No matching signature found')
}
