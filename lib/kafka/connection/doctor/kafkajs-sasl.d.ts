// How kafkajs 2.2.4 speaks each mechanism; its public types leave it out. The version is pinned exactly.

declare module 'kafkajs/src/broker/saslAuthenticator/plain.js' {
  import type { Logger } from 'kafkajs'
  import type { Exchange } from '#lib/kafka/connection/sasl.ts'

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
