import net from 'node:net'
import type { Address } from '#lib/kafka/failure.ts'

const HOST = '127.0.0.1'

interface Pair {
  readonly client: net.Socket
  readonly server: net.Socket | null
}

type Direction = 'toServer' | 'toClient'

/** Stands between clients and a server, on a port of its own, and fails on demand. */
export class TcpProxy {
  readonly #server: net.Server
  readonly #pairs = new Set<Pair>()
  readonly #frozen = new Set<Direction>()
  readonly #delaysMs = new Map<Direction, number>()
  readonly #listeners = new Set<(bytes: Buffer) => void>()
  #port = 0
  #target: Address | null = null
  #accepted = 0

  private constructor() {
    this.#server = net.createServer({ pauseOnConnect: true }, (client) => this.#accept(client))
  }

  /** On a free port, which it keeps; without a target it accepts and says nothing. */
  static async listen(target: Address | null = null): Promise<TcpProxy> {
    const proxy = new TcpProxy()
    proxy.#target = target
    await proxy.accept()
    return proxy
  }

  get address(): Address {
    return { host: HOST, port: this.#port }
  }

  /** How many connections were ever accepted. */
  get accepted(): number {
    return this.#accepted
  }

  get open(): number {
    return this.#pairs.size
  }

  /** Hears what clients send, in the pieces in which it comes. */
  onRequest(listener: (bytes: Buffer) => void): void {
    this.#listeners.add(listener)
  }

  leadTo(target: Address): void {
    this.#target = target
  }

  /** What arrives is passed on so much later. */
  delay(ms: number, directions: readonly Direction[] = ['toServer', 'toClient']): void {
    for (const direction of directions) this.#delaysMs.set(direction, ms)
  }

  /** Connections are accepted and stay, and nothing gets through any more. */
  freeze(directions: readonly Direction[] = ['toServer', 'toClient']): void {
    for (const direction of directions) this.#frozen.add(direction)
    for (const { client, server } of this.#pairs) {
      if (this.#frozen.has('toServer')) client.pause()
      if (this.#frozen.has('toClient')) server?.pause()
    }
  }

  thaw(): void {
    this.#frozen.clear()
    for (const { client, server } of this.#pairs) {
      client.resume()
      server?.resume()
    }
  }

  /** Ends all connections in order. New ones are taken. */
  cut(): void {
    for (const { client } of this.#pairs) client.end()
    for (const { client, server } of this.#pairs) {
      client.destroySoon()
      server?.destroy()
    }
  }

  /** Resets all connections, as a host does that has restarted. New ones are accepted. */
  reset(): void {
    for (const { client, server } of this.#pairs) {
      client.resetAndDestroy()
      server?.destroy()
    }
  }

  /** Stops listening on the port; open connections stay open. */
  refuse(): void {
    if (!this.#server.listening) return
    // Its callback waits for every connection to end.
    this.#server.close()
  }

  async accept(): Promise<void> {
    if (this.#server.listening) return
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen({ host: HOST, port: this.#port }, () => {
        this.#server.off('error', reject)
        resolve()
      })
    })
    const address = this.#server.address()
    if (address && typeof address === 'object') this.#port = address.port
  }

  /** As it was in the beginning, for the next test. */
  async heal(): Promise<void> {
    this.#delaysMs.clear()
    this.thaw()
    await this.accept()
  }

  close(): void {
    this.#server.close()
    this.reset()
  }

  #accept(client: net.Socket): void {
    this.#accepted += 1
    const server = this.#target ? net.connect(this.#target) : null
    const pair = { client, server }
    this.#pairs.add(pair)
    const end = () => {
      this.#pairs.delete(pair)
      client.destroy()
      server?.destroy()
    }
    for (const socket of [client, server]) {
      socket?.on('error', end)
      socket?.on('close', end)
      socket?.setNoDelay(true)
    }
    if (!server) return
    client.on('data', (chunk) => {
      for (const listener of this.#listeners) listener(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
    })
    this.#pass(client, server, 'toServer')
    this.#pass(server, client, 'toClient')
  }

  #pass(from: net.Socket, to: net.Socket, direction: Direction): void {
    const later = (act: () => void) => {
      const ms = this.#delaysMs.get(direction)
      if (ms) setTimeout(act, ms).unref()
      else act()
    }
    from.on('data', (chunk) => later(() => to.writable && to.write(chunk)))
    from.on('end', () => later(() => to.end()))
    if (this.#frozen.has(direction)) from.pause()
    else from.resume()
  }
}
