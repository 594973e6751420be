import { type Address, ConnectionFailure, findCause, formatAddress, toConnectionFailure } from '#lib/kafka/failure.ts'
import { KafkaError, kafkaErrorCode } from '#lib/kafka/protocol/error-codes.ts'
import type { SaslAccess } from '#lib/kafka/transport/sasl-access.ts'
import type { LoginError } from '#lib/kafka/transport/transport.ts'

const UNSUPPORTED_SASL_MECHANISM = kafkaErrorCode('UNSUPPORTED_SASL_MECHANISM')
/** How a listener without a login answers the handshake. */
const ILLEGAL_SASL_STATE = kafkaErrorCode('ILLEGAL_SASL_STATE')
const SASL_AUTHENTICATION_FAILED = kafkaErrorCode('SASL_AUTHENTICATION_FAILED')

/** Why a login failed. The broker's own words are not kept: they may quote what it was sent. */
export function toSaslFailure({ requestError }: LoginError, sasl: SaslAccess, address: Address): ConnectionFailure {
  const errorCode = findCause(requestError, KafkaError)?.errorCode
  const broker = formatAddress(address)
  const mechanism = sasl.mechanism.toUpperCase()
  if (errorCode === UNSUPPORTED_SASL_MECHANISM) {
    const words = `${broker} does not accept ${mechanism}, the SASL mechanism that is configured.`
    return new ConnectionFailure('mechanism', address, undefined, words)
  }
  if (errorCode === ILLEGAL_SASL_STATE) {
    const words = `${broker} takes no login at this port, and ${mechanism} is configured.`
    return new ConnectionFailure('mechanism', address, undefined, words)
  }
  const isRefused = errorCode === SASL_AUTHENTICATION_FAILED
  if (!isRefused && requestError !== null) return toConnectionFailure(requestError, address)
  const what = 'username' in sasl ? `the password of the user "${sasl.username}"` : 'the token'
  if (requestError === null) {
    // In SCRAM the broker has to know it, too.
    const words = `${broker} did not prove that it knows ${what} (${mechanism}): it refused it, or is another than is meant.`
    return new ConnectionFailure('auth-failed', address, undefined, words)
  }
  return new ConnectionFailure('auth-failed', address, undefined, `${broker} refused ${what} (${mechanism}).`)
}
