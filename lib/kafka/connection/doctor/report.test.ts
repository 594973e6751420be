import { describe, expect, test } from 'vitest'
import type { ConnectionStep } from '#lib/contract/connection.ts'
import { paintFor, report, reportProblem } from './report.ts'

const step = (change: Partial<ConnectionStep>): ConnectionStep => ({
  target: 'a:9092',
  kind: 'bootstrap',
  brokerId: 1,
  step: 'dns',
  status: 'ok',
  ms: 1.2,
  detail: '10.0.0.1',
  ...change,
})
const plain = paintFor(false)

describe('the report for a terminal', () => {
  test('has a row for each step, in columns, with a mark of how it went', () => {
    const steps = [
      step({}),
      step({ step: 'tcp', status: 'slow', ms: 1_204.4, detail: 'connected' }),
      step({ step: 'metadata', status: 'skipped', ms: null, detail: 'not tried' }),
    ]
    expect(report('Reef', { steps, ok: true }, plain)).toEqual([
      'Reef',
      '',
      '  a:9092 (bootstrap server, broker 1)',
      '    ✓ dns          1 ms  10.0.0.1',
      '    ! tcp       1204 ms  connected',
      '    – metadata           not tried',
      '',
      '  Its broker can be reached.',
    ])
  })

  test('ends with what to do, once for all brokers that have it, and the lines to write as they are', () => {
    const failed = { status: 'failed', advice: 'Do this.', fix: 'tls:\n  ca: x' } as const
    const lines = report('Reef', { steps: [step(failed), step({ ...failed, target: 'b:9092' })], ok: false }, plain)
    expect(lines.filter((line) => line.includes('Do this.'))).toHaveLength(1)
    expect(lines).toContain('      tls:')
    expect(lines).toContain('        ca: x')
    expect(lines.at(-1)).toContain('None of the brokers')
  })

  test('says once what differs by the address only, and for whom else it holds', () => {
    const at = (brokerId: number, change: Partial<ConnectionStep> = {}) => {
      const target = `h${brokerId}:909${brokerId}`
      const advice = `Broker ${brokerId} (${target}) is away. Check port 909${brokerId}.`
      return step({ status: 'failed', target, brokerId, code: 'refused', advice, fix: `nc h${brokerId}`, ...change })
    }
    const lines = report('Reef', { steps: [at(1), at(2), at(3), at(4, { advice: 'Other.' })], ok: false }, plain)
    expect(lines.filter((line) => line.includes('is away'))).toEqual(['  Broker 1 (h1:9091) is away. Check port 9091.'])
    expect(lines).toContain('  The same for h2:9092, h3:9093.')
    expect(lines).toContain('  Other.')
  })

  test('is headed by the SSH host where that is what failed', () => {
    const failed = { status: 'failed', step: 'ssh', about: 'bastion:22', advice: 'Do this.' } as const
    expect(report('Reef', { steps: [step(failed)], ok: false }, plain)).toContain('  bastion:22, ssh:')
  })

  test.each([
    ['one was reached', [step({ step: 'metadata' }), step({ target: 'b:1', status: 'failed' })], 'Not every broker'],
    ['only an address was that is no broker', [step({ step: 'metadata', brokerId: null })], 'None of the brokers'],
  ])('ends with what is reached: %s', (_name, steps, words) => {
    expect(report('Reef', { steps, ok: false }, plain).at(-1)).toContain(words)
  })

  test('says so where only a spare address is dead', () => {
    const steps = [step({}), step({ target: 'dead:1', brokerId: null, status: 'failed' })]
    expect(report('Reef', { steps, ok: true }, plain).at(-1)).toContain('though not every configured address')
  })

  test('ends with the way that is used, where the only broker is found but not where it says', () => {
    const advertised = {
      kind: 'advertised',
      target: 'inside:1',
      status: 'failed',
      code: 'advertised-unreachable',
    } as const
    const steps = [step({ brokerId: null, step: 'metadata' }), step(advertised)]
    const end = report('Reef', { steps, ok: true }, plain).join(' ')
    expect(end).toMatch(/Highwater uses\s+a:9092\s+instead/)
    expect(end).not.toMatch(/None|Not every/)
  })

  test('keeps to 100 columns, but for what is to be copied', () => {
    const long = 'word '.repeat(90).trim()
    const lines = report('Reef', { steps: [step({ detail: long, advice: long, status: 'failed' })], ok: false }, plain)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100)
    expect(lines.join(' ').match(/word/g)).toHaveLength(180)
  })

  test('has colours only where they are wanted', () => {
    const steps = [step({ status: 'failed' })]
    expect(report('Reef', { steps, ok: false }, plain).join('')).not.toContain('\u001b')
    expect(report('Reef', { steps, ok: false }, paintFor(true)).join('')).toContain('\u001b[31m✗\u001b[0m')
  })

  test('of a configuration that is wrong is what is wrong with it', () => {
    expect(reportProblem('Reef', '2 things are wrong.\nLine 3: no brokers.', plain)).toEqual([
      'Reef',
      '',
      '  ✗ 2 things are wrong.',
      '    Line 3: no brokers.',
    ])
  })
})
