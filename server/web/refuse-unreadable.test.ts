import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Problem } from '../contract/problem.ts'
import { serve, type WebServer } from './serve.ts'

let web: WebServer

beforeAll(async () => {
  web = await serve({
    host: '127.0.0.1',
    port: 0,
    createListener: async () => ({
      listener: ({ url }, response) => {
        response.write('begun')
        if (url !== '/slow') response.end()
      },
      close: async () => undefined,
    }),
  })
})
afterAll(() => web.close())

/** Sends the texts, each one after something was answered to the one before, and returns everything until the server hangs up. */
function exchange(...texts: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const next = () => {
      const text = texts.shift()
      if (text !== undefined) socket.write(text)
    }
    const socket = connect(web.port, '127.0.0.1', next)
    socket.on('data', (chunk) => {
      answer += chunk
      next()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
  })
}

function problemIn(answer: string) {
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  expect(head).toContain('\r\nContent-Type: application/problem+json\r\n')
  expect(head).toContain('\r\nConnection: close')
  expect(head).toContain(`\r\nContent-Length: ${body.length}`)
  const problem = Problem.parse(JSON.parse(body))
  expect(head).toContain(`\r\nX-Request-Id: ${problem.request_id}\r\n`)
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${problem.status} [A-Z]`))
  return problem
}

test.each([
  ['no HTTP', 'hello\r\n\r\n', 400, 'malformed_request'],
  ['a header without a name', 'GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n', 400, 'malformed_request'],
  ['headers beyond measure', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers_too_large'],
])('%s is answered as a problem, and the connection closed', async (_, text, status, code) => {
  expect(problemIn(await exchange(text))).toMatchObject({ status, code, errors: [] })
})

test('after a whole answer the next request on the connection is refused as well', async () => {
  const answer = await exchange('GET / HTTP/1.1\r\nHost: x\r\n\r\n', 'hello\r\n\r\n')
  expect(answer).toContain('begun')
  expect(problemIn(answer.slice(answer.lastIndexOf('HTTP/1.1')))).toMatchObject({ code: 'malformed_request' })
})

test('an answer under way is not garbled: the connection ends', async () => {
  const answer = await exchange('POST /slow HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n', 'no chunk\r\n')
  expect(answer).toMatch(/^HTTP\/1.1 200 /)
  expect(answer).not.toContain('problem')
})
