import plain from 'kafkajs/src/broker/saslAuthenticator/plain.js'
import scram256 from 'kafkajs/src/broker/saslAuthenticator/scram256.js'
import scram512 from 'kafkajs/src/broker/saslAuthenticator/scram512.js'
import type { SaslAccess } from '#lib/kafka/connection/access.ts'
import { toKafkajsSasl, withLength, withoutLength } from '#lib/kafka/connection/sasl.ts'
import { silentLogger } from '#lib/kafka/connection/silent-logger.ts'
import type { Address } from '#lib/kafka/failure.ts'
import { KAFKA_OK, KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { saslAuthenticate } from '#lib/kafka/protocol/sasl-authenticate.ts'
import type { Wire } from './wire.ts'

type Provider = ReturnType<typeof plain>

const passwordMechanisms = { plain, 'scram-sha-256': scram256, 'scram-sha-512': scram512 }

/** Logs in by the same code as every connection does. Rejects with what refused it, never with what was sent. */
export async function logIn(wire: Wire, address: Address, sasl: SaslAccess): Promise<void> {
  let failure: unknown = null
  const exchange = async (message: Buffer): Promise<Buffer> => {
    try {
      const { errorCode, answer } = await wire.ask(saslAuthenticate, message, saslAuthenticate.versions.max)
      if (errorCode !== KAFKA_OK) throw new KafkaError(errorCode)
      return answer
    } catch (error) {
      failure = error
      throw error
    }
  }
  const authenticator = providerOf(sasl)({
    ...address,
    logger: silentLogger,
    saslAuthenticate: async ({ request, response }) => {
      const answer = await exchange(withoutLength(await request.encode()))
      return response.parse(await response.decode(withLength(answer)))
    },
  })
  try {
    await authenticator.authenticate()
  } catch (error) {
    // kafkajs makes one error of all, and loses the cause.
    throw failure ?? error
  }
}

function providerOf(sasl: SaslAccess): Provider {
  if (sasl.mechanism !== 'oauthbearer') return passwordMechanisms[sasl.mechanism](sasl)
  const ready = toKafkajsSasl(sasl)
  if (!('authenticationProvider' in ready)) throw new TypeError('OAUTHBEARER comes with its own provider')
  return ready.authenticationProvider
}
