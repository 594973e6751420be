import { describe, expect, test } from 'vitest'
import { explainEnd } from './broker.ts'
import { brokerSettings, toProperties } from './broker-settings.ts'
import { assertDiskSpace } from './cluster.ts'
import { parseJavaVersion } from './java.ts'
import { createRandom } from './workloads/random.ts'

describe('the version of a Java', () => {
  test.each([
    ['openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime', 17],
    ['java version "1.8.0_392"', 8],
    ['openjdk version "25" 2025-09-16', 25],
    ['command not found', null],
  ])('%j is %s', (output, expected) => {
    expect(parseJavaVersion(output)).toBe(expected)
  })
})

describe('the settings of a broker', () => {
  const plan = {
    id: 2,
    dataFolder: '/data/2',
    host: '127.0.0.1',
    clientPort: 9093,
    extraListeners: [],
    voters: [1, 2, 3].map((id) => ({ id, port: 9094 + id })),
    settings: {},
  }

  test('three brokers: two replicas of what users make, three of internal topics', () => {
    expect(brokerSettings(plan)).toMatchObject({
      'node.id': '2',
      listeners: 'PLAINTEXT://127.0.0.1:9093,CONTROLLER://127.0.0.1:9096',
      'controller.quorum.voters': '1@127.0.0.1:9095,2@127.0.0.1:9096,3@127.0.0.1:9097',
      'default.replication.factor': '2',
      'offsets.topic.replication.factor': '3',
      'auto.create.topics.enable': 'false',
    })
  })

  test('a single broker can only have one replica', () => {
    const settings = brokerSettings({ ...plan, id: 1, voters: [{ id: 1, port: 9095 }] })
    expect(settings).toMatchObject({ 'default.replication.factor': '1', 'offsets.topic.replication.factor': '1' })
  })

  test('extra listeners are announced, and given settings win', () => {
    const settings = brokerSettings({
      ...plan,
      extraListeners: [{ name: 'SECURE', protocol: 'SASL_SSL', port: 9999 }],
      settings: { 'num.partitions': '7' },
    })
    expect(settings['advertised.listeners']).toBe('PLAINTEXT://127.0.0.1:9093,SECURE://127.0.0.1:9999')
    expect(settings['listener.security.protocol.map']).toContain('SECURE:SASL_SSL')
    expect(settings['num.partitions']).toBe('7')
  })

  test('backslashes of a Windows path survive the properties file', () => {
    expect(toProperties({ 'log.dirs': 'C:\\data' })).toBe('log.dirs=C:\\\\data\n')
  })
})

test('the same seed and name give the same numbers, another name gives others', () => {
  const draw = (seed: number, name: string) => {
    const random = createRandom(seed, name)
    return Array.from({ length: 20 }, () => random.below(1_000))
  }
  expect(draw(1, 'weather')).toEqual(draw(1, 'weather'))
  expect(draw(1, 'weather')).not.toEqual(draw(1, 'movielog'))
  expect(draw(1, 'weather')).not.toEqual(draw(2, 'weather'))
  expect(draw(1, 'weather').every((value) => value >= 0 && value < 1_000)).toBe(true)
})

describe('why the embedded Kafka could not start, in a sentence', () => {
  test.each([
    ['[main] ERROR kafka.Kafka - java.io.IOException: No space left on device', 'The disk is full'],
    ['Socket server failed to bind to 127.0.0.1:9092: Address already in use.', 'taken by another program'],
    ['ERROR Exiting Kafka\njava.lang.IllegalArgumentException: bad setting\n\tat kafka.X', 'bad setting'],
    ['', 'ended while it started'],
  ])('%s', (log, sentence) => {
    expect(explainEnd(2, log, 'broker-2.log').message).toContain(sentence)
  })

  test('too little disk is noticed before anything is started', () => {
    expect(() => assertDiskSpace(12 * 1024 * 1024)).toThrow('needs 300 MiB, and 12 MiB are free')
    expect(() => assertDiskSpace(2 ** 30)).not.toThrow()
  })
})
