import { describe, expect, test } from 'vitest'
import { KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import type { SaslAccess } from '#lib/kafka/transport/sasl-access.ts'
import { LoginError } from '#lib/kafka/transport/transport.ts'
import { toSaslFailure } from './sasl-failure.ts'

describe('why a login failed', () => {
  const plain: SaslAccess = { mechanism: 'plain', username: 'reef', password: 'fake-canary' }
  const address = { host: 'a', port: 1 }
  const byCode = (code: number) => new KafkaError(code)
  const token: SaslAccess = { mechanism: 'oauthbearer', token: 'fake-token', extensions: {} }

  test.each([
    ['the password is wrong', byCode(58), 'auth-failed', 'the password of the user "reef"'],
    [
      'the broker did not prove that it knows the password',
      null,
      'auth-failed',
      'did not prove that it knows the password',
    ],
    ['the mechanism is not offered', byCode(33), 'mechanism', 'does not accept PLAIN'],
    ['the listener knows no login', byCode(34), 'mechanism', 'takes no login'],
  ])('%s', (_name, error, code, words) => {
    const failure = toSaslFailure(new LoginError(error), plain, address)
    expect(failure).toMatchObject({ code, address, message: expect.stringContaining(words), cause: undefined })
    expect(failure.message).not.toContain('canary')
  })

  test('a connection that broke meanwhile is no refusal', () => {
    const hungUp = Object.assign(new Error('hung up'), { code: 'ECONNRESET' })
    expect(toSaslFailure(new LoginError(hungUp), plain, address).code).toBe('closed')
  })

  test('of a token no user is named', () => {
    expect(toSaslFailure(new LoginError(byCode(58)), token, address).message).toBe(
      'a:1 refused the token (OAUTHBEARER).',
    )
  })
})
