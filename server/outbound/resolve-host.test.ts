import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { isIPv4 } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readHostsFile } from './hosts-file.ts'
import { ipv6Groups } from './ip-address.ts'
import { createResolver } from './resolve-host.ts'

type DnsAnswer = { addresses?: string[]; alias?: string; code?: number; silent?: boolean }

const noSuchName = 3
const serverFailure = 2
const recordTypes = { 1: 'A', 28: 'AAAA' } as const

/** A name server on loopback that answers as told (RFC 1035, as much of it as a stub resolver needs). */
async function nameServer(answer: (name: string, type: 'A' | 'AAAA') => DnsAnswer) {
  const asked: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (query, peer) => {
    const { name, typeNumber, end } = readQuestion(query)
    const type = recordTypes[typeNumber as 1 | 28]
    asked.push(`${type} ${name}`)
    const given = answer(name, type)
    if (!given.silent) socket.send(response(query, end, given), peer.port, peer.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  onTestFinished(() => {
    socket.close()
  })
  return { server: `127.0.0.1:${socket.address().port}`, asked }
}

function readQuestion(query: Buffer) {
  const labels: string[] = []
  let at = 12
  while (query[at] !== 0) {
    const length = query[at] as number
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  return { name: labels.join('.').toLowerCase(), typeNumber: query.readUInt16BE(at + 1), end: at + 5 }
}

function response(query: Buffer, questionEnd: number, answer: DnsAnswer): Buffer {
  const records: Buffer[] = []
  let owner: Buffer = Buffer.from([0xc0, 12])
  if (answer.alias !== undefined) {
    const target = encodeName(answer.alias)
    records.push(record(owner, 5, target))
    owner = target
  }
  for (const address of answer.addresses ?? []) {
    const bytes = isIPv4(address)
      ? Buffer.from(address.split('.').map(Number))
      : Buffer.from(ipv6Groups(address).flatMap((group) => [group >> 8, group & 0xff]))
    records.push(record(owner, isIPv4(address) ? 1 : 28, bytes))
  }
  const header = Buffer.from(query.subarray(0, 12))
  header.writeUInt16BE(0x8180 | (answer.code ?? 0), 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(records.length, 6)
  header.writeUInt32BE(0, 8)
  return Buffer.concat([header, query.subarray(12, questionEnd), ...records])
}

function record(owner: Buffer, type: number, data: Buffer): Buffer {
  const fixed = Buffer.alloc(10)
  fixed.writeUInt16BE(type, 0)
  fixed.writeUInt16BE(1, 2)
  fixed.writeUInt16BE(data.length, 8)
  return Buffer.concat([owner, fixed, data])
}

function encodeName(name: string): Buffer {
  const labels = name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]))
  return Buffer.concat([...labels, Buffer.from([0])])
}

async function resolverOver(answer: Parameters<typeof nameServer>[0]) {
  const { server, asked } = await nameServer(answer)
  return { resolve: createResolver({ servers: [server], hosts: new Map() }), asked }
}

describe('the resolver', () => {
  it('gives the addresses of both families', async () => {
    const { resolve } = await resolverOver((_, type) => ({
      addresses: type === 'A' ? ['192.0.2.1', '192.0.2.2'] : ['2001:db8::1'],
    }))
    expect((await resolve('receiver.example.com')).sort()).toEqual(['192.0.2.1', '192.0.2.2', '2001:db8::1'])
  })

  it('follows aliases to the address they hide', async () => {
    const { resolve } = await resolverOver((_, type) =>
      type === 'A' ? { alias: 'internal.corp.example', addresses: ['127.0.0.1'] } : {},
    )
    expect(await resolve('innocent.example.com')).toEqual(['127.0.0.1'])
  })

  it('is content with one family', async () => {
    const onlyFour = await resolverOver((_, type) =>
      type === 'A' ? { addresses: ['192.0.2.1'] } : { code: serverFailure },
    )
    expect(await onlyFour.resolve('four.example.com')).toEqual(['192.0.2.1'])
    const onlySix = await resolverOver((_, type) => (type === 'A' ? {} : { addresses: ['2001:db8::1'] }))
    expect(await onlySix.resolve('six.example.com')).toEqual(['2001:db8::1'])
  })

  it('does not wait long for the family that never answers', async () => {
    const { resolve } = await resolverOver((_, type) =>
      type === 'A' ? { addresses: ['192.0.2.1'] } : { silent: true },
    )
    const startedAt = performance.now()
    expect(await resolve('lame.example.com')).toEqual(['192.0.2.1'])
    expect(performance.now() - startedAt).toBeLessThan(1000)
  })

  it.each([
    ['no such name', { code: noSuchName }, 'There is no host named'],
    ['a failure', { code: serverFailure }, 'reported a failure'],
    ['no address', {}, 'has no address'],
    ['silence', { silent: true }, 'did not answer in time'],
  ])('%s is a dns_error that says so', { timeout: 10_000 }, async (_, answer, words) => {
    const { resolve } = await resolverOver(() => answer)
    await expect(resolve('receiver.example.com')).rejects.toMatchObject({
      error: 'dns_error',
      message: expect.stringContaining(words),
    })
  })

  it('asks once for many at the same time, and anew afterwards', async () => {
    let turn = 0
    const { resolve, asked } = await resolverOver((_, type) =>
      type === 'A' ? { addresses: [`192.0.2.${++turn}`] } : {},
    )
    const together = await Promise.all(Array.from({ length: 20 }, () => resolve('receiver.example.com')))
    expect(new Set(together.flat())).toEqual(new Set(['192.0.2.1']))
    expect(asked).toHaveLength(2)
    expect(await resolve('receiver.example.com')).toEqual(['192.0.2.2'])
  })

  it('asks nobody for what the hosts file names', async () => {
    const { server, asked } = await nameServer(() => ({ code: noSuchName }))
    const hosts = new Map([['host.docker.internal', ['172.17.0.1', 'fd00::1']]])
    const resolve = createResolver({ servers: [server], hosts })
    expect(await resolve('host.docker.internal')).toEqual(['172.17.0.1', 'fd00::1'])
    expect(asked).toEqual([])
  })
})

describe('the hosts file', () => {
  it('is read as hosts(5) says', () => {
    const folder = mkdtempSync(join(tmpdir(), 'postrider-hosts-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const path = join(folder, 'hosts')
    writeFileSync(
      path,
      '# comment\n127.0.0.1\tlocalhost LOCAL # me\n::1 localhost\n\n 10.0.0.5   db  db.corp\nnonsense here\n10.0.0.6\n',
    )
    expect(Object.fromEntries(readHostsFile(path))).toEqual({
      localhost: ['127.0.0.1', '::1'],
      local: ['127.0.0.1'],
      db: ['10.0.0.5'],
      'db.corp': ['10.0.0.5'],
    })
  })

  it('may be missing', () => {
    expect(readHostsFile('/nonexistent/hosts').size).toBe(0)
  })
})
