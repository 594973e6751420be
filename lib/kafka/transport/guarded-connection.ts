import Connection, { type Protocol } from 'kafkajs/src/network/connection.js'
import { MalformedReply } from '#lib/bytes/reader.ts'
import { beginsTlsAlert, TlsAlert } from './tls-alert.ts'
import './request-queue-patch.ts'

const MAX_REPLY_BYTES = 256 * 1024 * 1024

/** Ends the connection where kafkajs would throw into the socket's event, and thereby end the process. */
export class GuardedConnection extends Connection {
  /** When bytes last arrived. */
  receivedAtMs = 0
  /** Why a request failed last: while it authenticates, kafkajs keeps no more of it than the text. */
  lastError: unknown = null

  /** A connection is replaced before its session ends; kafkajs would log in again amid the requests. */
  override isAuthenticated(): boolean {
    return this.authenticatedAt !== null
  }

  override async send<Output>(protocol: Protocol<Output>): Promise<Output> {
    try {
      return await super.send(protocol)
    } catch (error) {
      this.lastError = error
      throw error
    }
  }

  override processData(data: Buffer): void {
    const isFirst = this.receivedAtMs === 0
    this.receivedAtMs = Date.now()
    if (isFirst && beginsTlsAlert(data)) {
      this.socket?.destroy(new TlsAlert('the broker answered with an alert of TLS'))
      return
    }
    try {
      super.processData(data)
    } catch (cause) {
      this.socket?.destroy(new MalformedReply('the broker sent a reply of an impossible length', { cause }))
      return
    }
    if (this.bytesNeeded > MAX_REPLY_BYTES) {
      this.socket?.destroy(new MalformedReply(`the broker announced a reply of ${this.bytesNeeded} bytes`))
    }
  }
}
