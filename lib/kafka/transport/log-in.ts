import plain from 'kafkajs/src/broker/saslAuthenticator/plain.js'
import scram256 from 'kafkajs/src/broker/saslAuthenticator/scram256.js'
import scram512 from 'kafkajs/src/broker/saslAuthenticator/scram512.js'
import type { Address } from '#lib/kafka/failure.ts'
import { toKafkajsSasl, withLength, withoutLength } from './kafkajs-sasl.ts'
import type { SaslAccess } from './sasl-access.ts'
import { silentLogger } from './silent-logger.ts'
import { LoginError } from './transport.ts'

type Provider = ReturnType<typeof plain>

const passwordMechanisms = { plain, 'scram-sha-256': scram256, 'scram-sha-512': scram512 }

/**
 * Logs in over requests that the caller sends, by the same code as a transport does. `exchange` sends one message of
 * the mechanism and resolves with the broker's answer. Rejects with a LoginError.
 */
export async function logIn(
  sasl: SaslAccess,
  address: Address,
  exchange: (message: Buffer) => Promise<Buffer>,
): Promise<void> {
  let requestError: unknown = null
  const authenticator = providerOf(sasl)({
    ...address,
    logger: silentLogger,
    saslAuthenticate: async ({ request, response }) => {
      const message = withoutLength(await request.encode())
      const answer = await exchange(message).catch((error) => {
        requestError = error
        throw error
      })
      return response.parse(await response.decode(withLength(answer)))
    },
  })
  try {
    await authenticator.authenticate()
  } catch (error) {
    // kafkajs makes one error of all, and loses the cause.
    const isRefusal = error instanceof Error && error.name === 'KafkaJSSASLAuthenticationError'
    throw requestError !== null || isRefusal ? new LoginError(requestError) : error
  }
}

function providerOf(sasl: SaslAccess): Provider {
  if (sasl.mechanism !== 'oauthbearer') return passwordMechanisms[sasl.mechanism](sasl)
  const ready = toKafkajsSasl(sasl)
  if (!('authenticationProvider' in ready)) throw new TypeError('OAUTHBEARER comes with its own provider')
  return ready.authenticationProvider
}
