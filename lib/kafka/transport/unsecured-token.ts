import type { UnsecuredToken } from './sasl-access.ts'

const MS = 1_000

/** A JWS that nobody signs, as RFC 7515 has it in its appendix A.5. */
export function unsecuredToken({ claims, lifetimeSeconds }: UnsecuredToken, nowMs: number): string {
  const iat = Math.floor(nowMs / MS)
  const parts = [{ alg: 'none' }, { ...claims, iat, exp: iat + lifetimeSeconds }]
  return `${parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`
}
