import type { Address } from '#lib/kafka/failure.ts'
import { KAFKA_OK, KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { saslAuthenticate } from '#lib/kafka/protocol/sasl-authenticate.ts'
import { logIn } from '#lib/kafka/transport/log-in.ts'
import type { SaslAccess } from '#lib/kafka/transport/sasl-access.ts'
import type { Wire } from './wire.ts'

/** Logs in by the same code as every connection does. Rejects with a LoginError, which holds nothing that was sent. */
export function logInOver(wire: Wire, address: Address, sasl: SaslAccess): Promise<void> {
  return logIn(sasl, address, async (message) => {
    const { errorCode, answer } = await wire.ask(saslAuthenticate, message, saslAuthenticate.versions.max)
    if (errorCode !== KAFKA_OK) throw new KafkaError(errorCode)
    return answer
  })
}
