import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SecureCluster, secureCluster } from '#demo/secure-cluster.ts'
import type { SecureListener } from '#demo/secure-listeners.ts'
import { SshDouble } from '#demo/ssh-double.ts'
import { TcpProxy } from '#demo/tcp-proxy.ts'
import type { Address } from '#lib/kafka/failure.ts'
import type { Canaries } from './canaries.ts'

interface Servers {
  readonly secure: SecureCluster
  readonly ssh: SshDouble
  readonly silent: TcpProxy
  readonly closing: TcpProxy
  readonly stranger: http.Server
  /** Where nobody listens. */
  readonly dead: Address
}

/** What the failing clusters fail at, and their files. */
export class FailingStage {
  readonly canaries: Canaries
  readonly servers: Servers
  readonly #folder = mkdtempSync(join(tmpdir(), 'highwater-failing-'))

  private constructor(canaries: Canaries, servers: Servers) {
    this.canaries = canaries
    this.servers = servers
  }

  static async build(canaries: Canaries): Promise<FailingStage> {
    // A temporary port could be taken by one of the servers that start after this.
    const dead = { host: '127.0.0.1', port: 1 }
    const stranger = http.createServer((_request, response) => response.end())
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
    return new FailingStage(canaries, {
      secure: await secureCluster(),
      ssh: await SshDouble.start(),
      silent: await TcpProxy.listen(),
      closing: await TcpProxy.listen(dead),
      stranger,
      dead,
    })
  }

  get strangerAddress(): Address {
    const address = this.servers.stranger.address()
    return { host: '127.0.0.1', port: address && typeof address === 'object' ? address.port : 0 }
  }

  at(listener: SecureListener): string {
    return this.servers.secure.bootstrap(listener)
  }

  /** A file of this content. */
  write(name: string, text: string): string {
    const file = join(this.#folder, name)
    writeFileSync(file, text, { mode: 0o600 })
    return file
  }

  login(slot: string): Record<string, string> {
    return { mechanism: 'plain', username: 'alice', password: this.canaries.make(slot) }
  }

  /** The cluster is everybody's, and stays. */
  async close(): Promise<void> {
    const { ssh, silent, closing, stranger } = this.servers
    silent.close()
    closing.close()
    stranger.close()
    await ssh.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
