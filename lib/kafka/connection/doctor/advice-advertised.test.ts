import { describe, expect, test } from 'vitest'
import { advise } from './advice.ts'
import type { Fault } from './fault.ts'
import { access, place, variables } from './testing/place.ts'

describe('an advertised address that only works elsewhere', () => {
  const fault: Fault = {
    code: 'advertised-unreachable',
    reason: 'dns-not-found',
    reached: { host: '127.0.0.1', port: 9092 },
    dialTo: { host: '127.0.0.1', port: 9092 },
  }
  const at = place({ target: { host: 'kafka-internal', port: 29_092 }, kind: 'advertised', brokerId: 1 })

  test('is explained with both addresses and the setting', () => {
    const { advice } = advise(fault, at)
    expect(advice).toContain(
      'Highwater reached 127.0.0.1:9092, but the cluster advertises kafka-internal:29092 for broker 1, and that name is not known',
    )
    expect(advice).toContain('advertised.listeners')
  })

  test('has lines for Highwater, Compose, Kubernetes and a broker by itself', () => {
    const { fix } = advise(fault, at)
    for (const line of [
      'hostMap: { "kafka-internal:29092": "127.0.0.1:9092" }',
      'ports: ["9092:9092"]',
      'KAFKA_ADVERTISED_LISTENERS: INTERNAL://kafka-internal:29092,EXTERNAL://127.0.0.1:9092',
      'type: nodeport',
      'advertised.listeners=SASL_SSL://127.0.0.1:9092',
    ]) {
      expect(fix).toContain(line)
    }
  })

  test('says that Highwater goes on, where there is but one broker', () => {
    expect(advise(fault, at).advice).not.toContain('goes on')
    expect(advise({ ...fault, isOnlyBroker: true }, at).advice).toMatch(
      /^Highwater works, as it goes on through 127\.0\.0\.1:9092/,
    )
  })

  test('has a gap to fill in where nobody can tell where the broker is', () => {
    const { fix } = advise({ ...fault, dialTo: null }, at)
    expect(fix).toContain('"kafka-internal:29092": "HOST:PORT"')
    // Where one broker was reached says nothing about another.
    expect(fix).not.toContain('127.0.0.1')
    const alone = advise({ ...fault, dialTo: null, isOnlyBroker: true }, at)
    expect(alone.fix).toContain('"kafka-internal:29092": "127.0.0.1:9092"')
  })

  test('keeps the listener of the controller, at a port of its own', () => {
    const busy = place({ ...at, target: { host: 'kafka', port: 9093 } })
    expect(advise(fault, at).fix).toContain('KAFKA_LISTENERS: INTERNAL://:29092,EXTERNAL://:9092,CONTROLLER://:9093')
    expect(advise(fault, busy).fix).toContain('KAFKA_LISTENERS: INTERNAL://:9093,EXTERNAL://:9092,CONTROLLER://:9094')
  })

  test('is mapped by a variable where variables name the cluster', () => {
    const named = place({ ...at, access: { ...access, files: variables } })
    expect(advise(fault, named).fix).toContain('HIGHWATER_HOST_MAP=kafka-internal:29092=127.0.0.1:9092')
  })

  test('cannot smuggle anything into those lines', () => {
    const strange = place({ ...at, target: { host: 'x" }\nsudo $(id)', port: 1 } })
    const { fix = '' } = advise(fault, strange)
    expect(fix.split('\n').some((line) => line.startsWith('sudo'))).toBe(false)
    expect(fix).toContain('hostMap: { "x\\" }\\nsudo $(id):1": "127.0.0.1:9092" }')
  })
})
