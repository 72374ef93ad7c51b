import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** Which connections a fault is for: those of a process, those with an application_name, or all. */
export interface Selection {
  route?: string
  name?: string
  /** What is held: both ways when not given. */
  way?: 'to-server' | 'to-client'
}

/** One direction of a connection. What is held back is kept, as TCP would send it again once the way is open. */
class Flow {
  readonly to: Socket
  delayMs = 0
  private held = false
  private ended: 'no' | 'end' | 'gone' = 'no'
  private waiting: Buffer[] = []

  constructor(to: Socket) {
    this.to = to
  }

  carry(chunk: Buffer): void {
    if (this.held) this.waiting.push(chunk)
    else if (this.delayMs > 0) setTimeout(() => this.pass(chunk), this.delayMs)
    else this.pass(chunk)
  }

  /** The other side closed: whoever cannot be reached does not hear of it. */
  end(how: 'end' | 'gone'): void {
    if (this.held || this.waiting.length > 0) this.ended = how
    else if (how === 'end') this.to.end()
    else this.to.destroy()
  }

  hold(): void {
    this.held = true
  }

  release(): void {
    this.held = false
    for (const chunk of this.waiting.splice(0)) this.pass(chunk)
    if (this.ended !== 'no') this.end(this.ended)
  }

  private pass(chunk: Buffer): void {
    if (this.held) this.waiting.push(chunk)
    else if (!this.to.destroyed) this.to.write(chunk)
  }
}

interface Connection {
  route: string
  /** application_name of the startup message; empty until it came, or when there is none. */
  name: string
  /** Port that PostgreSQL sees: pg_stat_activity.client_port. */
  port: number
  client: Socket
  server: Socket
  toServer: Flow
  toClient: Flow
}

/**
 * Stands before PostgreSQL, with a port of its own for every process, and breaks connections in the ways networks do: cut them
 * with a reset, hold everything back as if the packets were lost, delay them. It knows connections by their application_name.
 */
export class PostgresProxy {
  private readonly target: { host: string; port: number }
  private readonly servers: Server[] = []
  private readonly connections = new Set<Connection>()
  private readonly holds: Selection[] = []

  constructor(target: { host: string; port: number }) {
    this.target = target
  }

  /** Opens a port for one process. */
  async open(route: string): Promise<number> {
    const server = createServer({ noDelay: true }, (client) => this.accept(route, client))
    this.servers.push(server)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    return (server.address() as AddressInfo).port
  }

  /** Resets connections at both ends. Returns how many. */
  cut(selection: Selection): number {
    const chosen = this.select(selection)
    for (const { client, server } of chosen) {
      client.resetAndDestroy()
      server.resetAndDestroy()
    }
    return chosen.length
  }

  /** Nothing passes any more, also not on connections made later, until `release`. Returns how many are held now. */
  hold(selection: Selection): number {
    this.holds.push(selection)
    const chosen = this.select(selection)
    for (const connection of chosen) hold(connection, selection.way)
    return chosen.length
  }

  /** The hosts behind the connections of now are gone for good: no end of a connection is heard. New connections pass. */
  vanish(selection: Selection): number {
    const chosen = this.select(selection)
    for (const connection of chosen) {
      hold(connection)
      this.connections.delete(connection)
    }
    return chosen.length
  }

  release(): void {
    this.holds.length = 0
    for (const { toServer, toClient } of this.connections) {
      toServer.release()
      toClient.release()
    }
  }

  delay(selection: Selection, ms: number): void {
    for (const { toServer, toClient } of this.select(selection)) {
      toServer.delayMs = ms
      toClient.delayMs = ms
    }
  }

  /** The process behind a session of PostgreSQL, by pg_stat_activity.client_port. */
  routeOf(port: number): string | null {
    for (const connection of this.connections) if (connection.port === port) return connection.route
    return null
  }

  async close(): Promise<void> {
    this.cut({})
    await Promise.all(this.servers.map((server) => new Promise((done) => server.close(done))))
  }

  private select(selection: Selection): Connection[] {
    return [...this.connections].filter((connection) => isSelected(connection, selection))
  }

  private accept(route: string, client: Socket): void {
    const server = connect({ ...this.target, noDelay: true })
    const connection: Connection = {
      route,
      name: '',
      port: 0,
      client,
      server,
      toServer: new Flow(server),
      toClient: new Flow(client),
    }
    this.connections.add(connection)
    server.once('connect', () => {
      connection.port = server.localPort as number
    })
    client.once('data', (startup: Buffer) => {
      connection.name = applicationName(startup)
      for (const selection of this.holds) if (isSelected(connection, selection)) hold(connection, selection.way)
    })
    join(client, connection.toServer, () => this.connections.delete(connection))
    join(server, connection.toClient, () => undefined)
  }
}

function isSelected(connection: Connection, { route, name }: Selection): boolean {
  return (route === undefined || connection.route === route) && (name === undefined || connection.name === name)
}

function hold({ toServer, toClient }: Connection, way?: Selection['way']): void {
  if (way !== 'to-client') toServer.hold()
  if (way !== 'to-server') toClient.hold()
}

function join(from: Socket, flow: Flow, gone: () => void): void {
  from.on('data', (chunk) => flow.carry(chunk))
  from.on('end', () => flow.end('end'))
  from.on('error', () => flow.end('gone'))
  from.on('close', () => {
    flow.end('gone')
    gone()
  })
}

/** PostgreSQL's StartupMessage: length, version, then names and values that end with a zero byte each. */
function applicationName(startup: Buffer): string {
  const fields = startup.subarray(8).toString('latin1').split('\0')
  const at = fields.indexOf('application_name')
  return at === -1 ? '' : (fields[at + 1] ?? '')
}
