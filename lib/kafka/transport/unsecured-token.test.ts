import { expect, test } from 'vitest'
import { unsecuredToken } from './unsecured-token.ts'

const NOW_MS = Date.UTC(2026, 10, 22)

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
