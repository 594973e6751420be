import { expect, test, vi } from 'vitest'
import { type Exchange, toKafkajsSasl } from './kafkajs-sasl.ts'
import type { SaslAccess } from './sasl-access.ts'
import { unsecuredToken } from './unsecured-token.ts'

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

test('an unsecured token is made for each connection, and expires', async () => {
  vi.useFakeTimers({ now: NOW_MS })
  const access = { claims: { sub: 'reef', scope: ['a'] }, lifetimeSeconds: 60 }
  const [first = ''] = await exchange({ mechanism: 'oauthbearer', token: access, extensions: {} })
  vi.setSystemTime(NOW_MS + 10_000)
  const [second = ''] = await exchange({ mechanism: 'oauthbearer', token: access, extensions: {} })
  expect(first).toContain(unsecuredToken(access, NOW_MS))
  expect(second).toContain(unsecuredToken(access, NOW_MS + 10_000))
  vi.useRealTimers()
})
