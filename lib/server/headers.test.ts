import { expect, test } from 'vitest'
import { contentSecurityPolicy } from './headers.ts'

test('nothing of another origin may load, and no script runs without the nonce', () => {
  const policy = contentSecurityPolicy('abc', false)
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'nonce-abc' 'strict-dynamic';")
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval|ws:/)
})
