import { describe, expect, test, vi } from 'vitest'
import type { SaslAccess } from './access.ts'
import { type Exchange, toKafkajsSasl, toSaslFailure, unsecuredToken } from './sasl.ts'

const NOW_MS = Date.UTC(2026, 10, 22)

/** What a mechanism sends, where the broker answers each message with the next of these. */
async function exchange(sasl: SaslAccess, ...replies: string[]): Promise<string[]> {
  const options = toKafkajsSasl(sasl)
  if (!('authenticationProvider' in options)) throw new Error('not one of ours')
  const sent: string[] = []
  const saslAuthenticate: Exchange['saslAuthenticate'] = async ({ request, response }) => {
    const bytes = await request.encode()
    sent.push(bytes.subarray(4).toString())
    const reply = Buffer.from(replies.shift() ?? '')
    const length = Buffer.alloc(4)
    length.writeInt32BE(reply.length)
    return response.parse(await response.decode(Buffer.concat([length, reply])))
  }
  await options.authenticationProvider({ saslAuthenticate }).authenticate()
  return sent
}

const token: SaslAccess = { mechanism: 'oauthbearer', token: 'fake-token', extensions: { logicalCluster: 'lkc-1' } }

test('each connection gets an object of its own, as kafkajs writes into it', () => {
  const plain: SaslAccess = { mechanism: 'plain', username: 'reef', password: 'fake' }
  expect(toKafkajsSasl(plain)).toEqual(plain)
  expect(toKafkajsSasl(plain)).not.toBe(toKafkajsSasl(plain))
  expect(toKafkajsSasl(plain)).not.toBe(plain)
})

test('a token is sent with its extensions, and once where it is accepted', async () => {
  expect(await exchange(token)).toEqual(['n,,\u0001auth=Bearer fake-token\u0001logicalCluster=lkc-1\u0001\u0001'])
})

test('a token that the broker refuses is not taken for accepted: the refusal is asked for', async () => {
  expect(await exchange(token, '{"status":"invalid_token"}')).toHaveLength(2)
})

test('an unsecured token is made anew for each connection, and expires', async () => {
  vi.useFakeTimers({ now: NOW_MS })
  const access = { claims: { sub: 'reef', scope: ['a'] }, lifetimeSeconds: 60 }
  const [first = ''] = await exchange({ mechanism: 'oauthbearer', token: access, extensions: {} })
  vi.setSystemTime(NOW_MS + 10_000)
  const [second = ''] = await exchange({ mechanism: 'oauthbearer', token: access, extensions: {} })
  expect(first).toContain(unsecuredToken(access, NOW_MS))
  expect(second).toContain(unsecuredToken(access, NOW_MS + 10_000))
  vi.useRealTimers()
})

test('an unsecured token says who, since when and until when, in seconds, and is signed by nobody', () => {
  const [head = '', claims = '', signature] = unsecuredToken(
    { claims: { sub: 'reef' }, lifetimeSeconds: 60 },
    NOW_MS + 999,
  ).split('.')
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
  expect(decode(head)).toEqual({ alg: 'none' })
  expect(decode(claims)).toEqual({ sub: 'reef', iat: NOW_MS / 1_000, exp: NOW_MS / 1_000 + 60 })
  expect(signature).toBe('')
})

describe('why nobody was let in', () => {
  const plain: SaslAccess = { mechanism: 'plain', username: 'reef', password: 'fake-canary' }
  const address = { host: 'a', port: 1 }
  const byCode = (code: number) => Object.assign(new Error('fake-canary, says the broker'), { code })

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
    const failure = toSaslFailure(error, plain, address)
    expect(failure).toMatchObject({ code, address, message: expect.stringContaining(words), cause: undefined })
    expect(failure.message).not.toContain('canary')
  })

  test('a connection that broke meanwhile is no refusal', () => {
    const hungUp = Object.assign(new Error('hung up'), { code: 'ECONNRESET' })
    expect(toSaslFailure(hungUp, plain, address).code).toBe('closed')
  })

  test('of a token no user is named', () => {
    expect(toSaslFailure(byCode(58), token, address).message).toBe('a:1 refused the token (OAUTHBEARER).')
  })
})
