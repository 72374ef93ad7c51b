import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

/** Bytes that expand to a hundred megabytes. */
let bomb: Buffer | undefined

/** Zero bytes, which PostgreSQL does not store in a text. */
const endlessChunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000), Buffer.from('\r\n')])

/**
 * How the receiver behaves, by path: `/ok`, `/after/<ms>`, `/status/<code>/<ms>?<header>=<value>`, and the ways of receivers that do
 * not mean well. Everything but the first three is written to the socket as it is.
 */
export function answer(path: string, response: ServerResponse): void {
  const url = new URL(path, 'http://receiver')
  const [, how, detail, pauseMs] = url.pathname.split('/')
  const socket = response.socket
  if (!socket) return
  const repeat = (ms: number, text: string | Buffer): void => {
    const timer = setInterval(() => socket.write(text), ms)
    socket.on('close', () => clearInterval(timer))
  }
  switch (how) {
    case 'after':
      setTimeout(() => response.end('ok'), Number(detail))
      return
    case 'status':
      setTimeout(
        () => response.writeHead(Number(detail), Object.fromEntries(url.searchParams)).end('no'),
        Number(pauseMs ?? 0),
      )
      return
    case 'hang':
      return
    case 'notices':
      repeat(50, 'HTTP/1.1 102 Processing\r\n\r\n')
      return
    case 'slow-header':
      socket.write('HTTP/1.1 200 OK\r\nX-Slow: ')
      repeat(100, 'a')
      return
    case 'trickle':
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n')
      repeat(1_000, '.')
      return
    case 'reset':
      socket.resetAndDestroy()
      return
    case 'garbage':
      socket.end('\0\x01\xff what is this\r\n\r\n')
      return
    case 'large-header':
      socket.end(`HTTP/1.1 200 OK\r\nX-Large: ${'x'.repeat(100_000)}\r\n\r\n`)
      return
    case 'endless':
      socket.write('HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n')
      repeat(1, endlessChunk)
      return
    case 'bomb':
      bomb ??= gzipSync(Buffer.alloc(100 * 2 ** 20))
      response.writeHead(500, { 'content-encoding': 'gzip' }).end(bomb)
      return
    case 'short':
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes.')
      return
    default:
      response.end('ok')
  }
}
