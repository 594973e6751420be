// How kafkajs 2.2.4 speaks each mechanism; its public types leave it out. The version is pinned exactly.

declare module 'kafkajs/src/broker/saslAuthenticator/plain.js' {
  import type { PasswordMechanism } from '#lib/kafka/connection/doctor/login.ts'

  const mechanism: PasswordMechanism
  export default mechanism
}

declare module 'kafkajs/src/broker/saslAuthenticator/scram256.js' {
  import type { PasswordMechanism } from '#lib/kafka/connection/doctor/login.ts'

  const mechanism: PasswordMechanism
  export default mechanism
}

declare module 'kafkajs/src/broker/saslAuthenticator/scram512.js' {
  import type { PasswordMechanism } from '#lib/kafka/connection/doctor/login.ts'

  const mechanism: PasswordMechanism
  export default mechanism
}
