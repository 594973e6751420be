import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function lines(work: (log: ReturnType<typeof createLog>) => void): string[] {
  const written: string[] = []
  work(createLog('info', { write: (line: string) => written.push(line) }))
  return written
}

test('what is secret does not reach the log, wherever it stands', () => {
  const [line = ''] = lines((log) =>
    log.info({ password: 'canary-1', sasl: { password: 'canary-2' }, ssl: { key: { passphrase: 'canary-3' } } }, 'x'),
  )
  expect(line).not.toContain('canary')
  expect(JSON.parse(line)).toMatchObject({ password: '[secret]', sasl: '[secret]' })
})

test('an event is one line, whatever a name or an error holds', () => {
  const name = 'evil\nname\u001b[31m'
  const written = lines((log) => log.error({ topic: name, error: new Error(name, { cause: new Error('why') }) }, name))
  expect(written).toHaveLength(1)
  for (const control of ['\n', '\u001b']) expect(written[0]?.trimEnd()).not.toContain(control)
  expect(JSON.parse(written[0] ?? '')).toMatchObject({ topic: name, error: { causes: ['Error: why'] } })
})
