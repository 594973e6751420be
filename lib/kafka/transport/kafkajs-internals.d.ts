// The parts of kafkajs 2.2.4 that we use and that its public types leave out. The version is pinned exactly.

declare module 'kafkajs/src/network/connection.js' {
  import type { Duplex } from 'node:stream'
  import type { Logger } from 'kafkajs'

  export interface ConnectionOptions {
    host: string
    port: number
    clientId: string
    logger: Logger
    socketFactory: (options: { host: string; port: number; onConnect: () => void }) => Duplex
    connectionTimeout: number
    requestTimeout: number
    ssl?: object | null
    sasl?: object | null
  }

  export interface Protocol<Output> {
    request: {
      apiKey: number
      apiVersion: number
      apiName: string
      encode: () => Promise<unknown>
      expectResponse?: () => boolean
    }
    response: { decode: (payload: Buffer) => Promise<Output>; parse: (output: Output) => Promise<Output> }
    requestTimeout?: number
    logResponseError?: boolean
  }

  export default class Connection {
    constructor(options: ConnectionOptions)
    socket?: Duplex
    connect(): Promise<true>
    disconnect(): Promise<true>
    authenticate(): Promise<void>
    isConnected(): boolean
    setVersions(versions: Record<number, { minVersion: number; maxVersion: number }>): void
    setSupportAuthenticationProtocol(isSupported: boolean): void
    send<Output>(protocol: Protocol<Output>): Promise<Output>
    processData(data: Buffer): void
    rejectRequests(error: Error): void
    bytesNeeded: number
    isAuthenticated(): boolean
    sasl: object | null
    authenticatedAt: [number, number] | null
    /** In milliseconds, as a Long; 0 where it does not end. */
    sessionLifetime: { toString(): string }
  }
}

declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {
    pending: unknown[]
    scheduleCheckPendingRequests(): void
  }
}

declare module 'kafkajs/src/protocol/decoder.js' {
  export default class Decoder {
    constructor(buffer: Buffer)
  }
}

declare module 'kafkajs/src/protocol/recordBatch/v0/decoder.js' {
  import type Decoder from 'kafkajs/src/protocol/decoder.js'

  export interface DecodedRecord {
    key: Buffer | null
    value: Buffer | null
    headers: Record<string, Buffer | null>
    timestamp: string
  }

  export default function decodeBatch(decoder: Decoder): Promise<{ records: DecodedRecord[] }>
}

declare module 'kafkajs/src/broker/saslAuthenticator/plain.js' {
  import type { Logger } from 'kafkajs'
  import type { Exchange } from '#lib/kafka/transport/kafkajs-sasl.ts'

  interface Conversation extends Exchange {
    readonly host: string
    readonly port: number
    readonly logger: Logger
  }

  export default function mechanism(user: {
    readonly username: string
    readonly password: string
  }): (conversation: Conversation) => { authenticate(): Promise<void> }
}

declare module 'kafkajs/src/broker/saslAuthenticator/scram256.js' {
  import plain from 'kafkajs/src/broker/saslAuthenticator/plain.js'

  const mechanism: typeof plain
  export default mechanism
}

declare module 'kafkajs/src/broker/saslAuthenticator/scram512.js' {
  import plain from 'kafkajs/src/broker/saslAuthenticator/plain.js'

  const mechanism: typeof plain
  export default mechanism
}
