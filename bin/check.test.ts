import { execFile } from 'node:child_process'
import { expect, test } from 'vitest'
import { startBroker } from '#lib/kafka/connection/doctor/testing-broker.ts'
import { kept } from '#lib/kafka/connection/doctor/testing-diagnosis.ts'
import { formatAddress } from '#lib/kafka/failure.ts'

interface Ended {
  readonly status: unknown
  readonly stdout: string
  readonly stderr: string
}

function check(brokers: string): Promise<Ended> {
  // A file of whoever runs the tests is none of theirs.
  const env = { NODE_ENV: 'test' as const, HIGHWATER_BROKERS: brokers, HIGHWATER_CONFIG: 'none' }
  return new Promise((resolve) => {
    execFile(process.execPath, ['bin/check.ts'], { env }, (error, stdout, stderr) =>
      resolve({ status: error?.code ?? 0, stdout, stderr }),
    )
  })
}

const DEADLINE_MS = 30_000

test('all well is status 0', { timeout: DEADLINE_MS }, async () => {
  const broker = kept(await startBroker())
  const { status, stdout, stderr } = await check(formatAddress(broker.address))
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toContain('Its broker can be reached.')
  expect(stdout).not.toContain('\u001b')
})

test('something that failed is status 1, with what to do', { timeout: DEADLINE_MS }, async () => {
  const { status, stdout } = await check('127.0.0.1:1')
  expect(status).toBe(1)
  expect(stdout).toContain('✗ tcp')
  expect(stdout).toMatch(/Check\s+that\s+Kafka is running/)
})

test.each([
  ['that is wrong', 'a:b'],
  ['that names nothing', ''],
])('a configuration %s is status 2', { timeout: DEADLINE_MS }, async (_name, brokers) => {
  const { status, stdout, stderr } = await check(brokers)
  expect(status).toBe(2)
  expect(stdout + stderr).toMatch(/host:9092/i)
})
