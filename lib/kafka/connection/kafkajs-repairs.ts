import Connection, { type Protocol } from 'kafkajs/src/network/connection.js'
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js'
import { MalformedReply } from '#lib/bytes/reader.ts'
import { beginsTlsAlert } from './tls.ts'

// Faults of kafkajs 2.2.4 that we mend from outside. Importing this file is enough.

const repaired = Symbol.for('highwater.kafkajs-repaired')
const prototype: RequestQueue & { [repaired]?: true } = RequestQueue.prototype

if (!prototype[repaired]) {
  prototype[repaired] = true
  const scheduleCheck = prototype.scheduleCheckPendingRequests
  // kafkajs arms this timer after every reply, with a negative delay, whether or not a request waits: a permanent 1 ms
  // tick on every connection. The check only serves requests held back by a limit or by throttling.
  prototype.scheduleCheckPendingRequests = function scheduleOnlyWhenSomethingWaits(this: RequestQueue) {
    if (this.pending.length > 0) scheduleCheck.call(this)
  }
}

const MAX_REPLY_BYTES = 256 * 1024 * 1024

/** Ends the connection where kafkajs would throw into the socket's event, and thereby end the process. */
export class GuardedConnection extends Connection {
  /** When something came last. */
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

/** We spoke plainly to a port that speaks TLS. */
export class TlsAlert extends Error {}
