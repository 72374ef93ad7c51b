import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../server/launch/free-port.ts'
import { projectRoot } from '../server/launch/project-root.ts'
import { type Product, startProduct } from '../test/product.ts'
import { ProductApi } from '../test/proof/product-api.ts'

let product: Product
let api: ProductApi

beforeAll(async () => {
  product = await startProduct()
  api = new ProductApi(product)
}, 240_000)

afterAll(() => product?.stop())

/** The shell commands of a page, after `heading` where one is given, pointed at the product of this test. */
async function commandsOf(page: string, heading = ''): Promise<string> {
  const text = readFileSync(join(projectRoot, page), 'utf8')
  const section = heading ? text.slice(text.indexOf(heading)).split('\n## ')[0] : text
  const blocks = [...(section ?? '').matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1])
  return blocks
    .join('\n')
    .replaceAll('localhost:3000', new URL(product.url).host)
    .replaceAll('4000', String(await freePort()))
    .replace(/KEY=pt_\.\.\..*/, `KEY=${product.operatorKey}`)
    .replaceAll('curl -sS', 'curl -sS --fail-with-body')
}

/** Runs a script with a failing command as its end; resolves with what it printed. */
async function run(script: string): Promise<string> {
  const PORT = new URL(product.url).port
  const shell = spawn('sh', ['-e'], { env: { PATH: process.env.PATH, KEY: product.operatorKey, PORT } as never })
  let output = ''
  for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  shell.stdin.end(script)
  const code = await new Promise((resolve) => shell.once('close', resolve))
  expect(code, output).toBe(0)
  return output
}

test('the five lines of the README publish, receive and show a retry', async () => {
  const output = await run(await commandsOf('README.md', '## Publish and receive'))
  expect(output).toMatch(/^t=\d{10},v1=[0-9a-f]{64}$/m)
  expect(output).toContain('"tag":"hello"')
  expect(output.match(/"deliveries":1/g)).toHaveLength(2)
  expect(output).not.toContain('warnings')
  const waiting = async () => (await api.done('GET', '/webhooks/deliveries?tenant=demo&status=retrying')).data
  await expect.poll(waiting, { timeout: 10_000 }).toMatchObject([{ error: 'connection_refused', attempt_count: 1 }])
})

test('every command of docs/api.md works, one after the other', async () => {
  const output = await run(await commandsOf('docs/api.md'))
  expect(output).toContain('"duplicate":true')
  expect(output).toContain('"previous_expires_at"')
  expect(output).not.toMatch(/"warnings":\[\{/)
  expect(output).not.toContain('undefined')
})
